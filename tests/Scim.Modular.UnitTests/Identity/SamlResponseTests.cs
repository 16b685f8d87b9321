using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Infrastructure.SignIn.Saml;
using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;
using Scim.Modular.TestKit;

namespace Scim.Modular.UnitTests.Identity;

/// <summary>Which SAML responses are believed. Those of an honest provider, and no other that anybody could think of.</summary>
public sealed class SamlResponseTests
{
    private const string Consumer = "https://scim.example/sign-in/saml/1/acs";
    private const string Us = "https://scim.example/sign-in/saml/1/metadata";

    // Keys take a while to make, and no test changes them.
    private static readonly SamlIdentityProvider Provider = new();

    private readonly FakeClock _clock = new();

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_response_that_is_signed_here_or_there_is_believed(bool assertion, bool response)
    {
        var answer = Believed(Provider.Answer(Draft with { SignsAssertion = assertion, SignsResponse = response, InResponseTo = "_q1" }));

        Assert.Equal((Provider.EntityId, "00u1ann"), (answer.Identity.Issuer, answer.Identity.Subject));
        Assert.Equal(("ann@acme.example", true, "Ann Acme"), (answer.Identity.Email, answer.Identity.EmailVerified, answer.Identity.Name));
        Assert.Equal("_q1", answer.InResponseTo);
        Assert.Equal(_clock.GetUtcNow(), answer.AuthenticatedAt);
    }

    [Fact]
    public void A_signature_with_an_elliptic_curve_is_believed()
    {
        using var provider = new SamlIdentityProvider(useEcdsa: true);
        // The service teaches the framework when it first verifies; here the provider has to sign before that.
        EcdsaSignature.Register();
        var draft = Draft with { SignatureMethod = EcdsaSignature.Sha256, SignsResponse = true };
        Believed(provider.Answer(draft), Peer with { Certificates = provider.CertificatePem });
        Refused("saml_signature", provider.Answer(draft));
    }

    [Fact]
    public void Namespaces_that_a_signature_lists_count() => Believed(Provider.Answer(Draft with { PrefixList = "xs xsi" }));

    [Fact]
    public void Each_certificate_of_the_connection_counts()
    {
        using var next = new SamlIdentityProvider(Provider.EntityId);
        var peer = Peer with { Certificates = Provider.CertificatePem + "\n" + next.CertificatePem };
        Believed(Provider.Answer(Draft), peer);
        Believed(next.Answer(Draft), peer);
    }

    [Fact]
    public void A_clock_may_be_two_minutes_off()
    {
        Believed(Provider.Answer(Draft with { Now = _clock.GetUtcNow().AddMinutes(2) }));
        Believed(Provider.Answer(Draft with { To = _clock.GetUtcNow().AddSeconds(-119) }));
        Refused("saml_time", Provider.Answer(Draft with { To = _clock.GetUtcNow().AddSeconds(-121) }));
        Refused("saml_time", Provider.Answer(Draft with { IssuedAt = _clock.GetUtcNow().AddMinutes(-13) }));
    }

    [Fact]
    public void A_connection_names_its_attributes()
    {
        var draft = Draft with { Attributes = new Dictionary<string, string> { ["urn:x:mail"] = "a@b.example", ["urn:x:cn"] = "A", ["email"] = "evil@b.example" } };
        var answer = Believed(Provider.Answer(draft), Peer with { EmailAttribute = "urn:x:mail", NameAttribute = "urn:x:cn" });
        Assert.Equal(("a@b.example", "A"), (answer.Identity.Email, answer.Identity.Name));
        Assert.Null(Believed(Provider.Answer(draft), Peer with { EmailAttribute = "urn:x:other" }).Identity.Email);
    }

    public static TheoryData<string, SamlDraft> Lies()
    {
        var now = new FakeClock().GetUtcNow();
        var good = new SamlDraft(Consumer, Us, now);
        return new()
        {
            { "saml_unsigned", good with { SignsAssertion = false } },
            { "saml_signature", good with { SignatureMethod = SignedXml.XmlDsigRSASHA1Url } },
            { "saml_signature", good with { DigestMethod = SignedXml.XmlDsigSHA1Url } },
            { "saml_signature", good with { Canonicalization = SignedXml.XmlDsigC14NTransformUrl } },
            { "saml_signature", good with { Canonicalization = SignedXml.XmlDsigExcC14NWithCommentsTransformUrl } },
            { "saml_signature", good with { MoreTransforms = [new XmlDsigC14NTransform()] } },
            { "saml_destination", good with { Destination = "https://other.example/acs" } },
            { "saml_destination", good with { Destination = "" } },
            { "saml_recipient", good with { Recipient = "https://other.example/acs" } },
            { "saml_audience", good with { Audience = "https://other.example" } },
            { "saml_issuer", good with { Issuer = "https://evil.example" } },
            { "saml_issuer", good with { ResponseIssuer = "https://evil.example" } },
            { "saml_status", good with { Status = "urn:oasis:names:tc:SAML:2.0:status:Responder" } },
            { "saml_time", good with { From = now.AddMinutes(3) } },
            { "saml_time", good with { To = now.AddMinutes(-3), ConfirmedUntil = now.AddMinutes(5) } },
            { "saml_time", good with { ConfirmedUntil = now.AddMinutes(-3) } },
            { "saml_time", good with { IssuedAt = now.AddMinutes(3) } },
            { "saml_authentication", good with { AuthenticatedAt = now.AddMinutes(3) } },
            { "saml_confirmation", good with { Method = "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches" } },
            { "saml_in_response_to", good with { InResponseTo = "_q1", ConfirmedInResponseTo = "_q2" } },
            { "saml_in_response_to", good with { ConfirmedInResponseTo = "_q2" } },
            { "saml_condition", good with { MoreConditions = "<saml:Condition xmlns:x=\"urn:x\"/>" } },
            { "saml_transient", good with { NameIdFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" } },
            { "saml_subject", good with { NameId = "" } },
            { "saml_subject", good with { NameId = "<b>ann</b>" } },
            { "saml_malformed", good with { NameId = "admin@acme.example<!-- -->.evil.example" } },
            { "saml_malformed", good with { NameId = "<![CDATA[ann]]>" } },
            { "saml_malformed", good with { NameId = "ann<?x y?>" } },
        };
    }

    [Theory, MemberData(nameof(Lies))]
    public void A_response_that_says_something_wrong_is_refused(string reason, SamlDraft lie) => Refused(reason, Provider.Answer(lie));

    [Fact]
    public void Nobody_comes_unasked_unless_the_connection_allows_it()
    {
        Refused("saml_unsolicited", Provider.Answer(Draft), Peer with { AllowIdpInitiated = false });
        Believed(Provider.Answer(Draft with { InResponseTo = "_q1" }), Peer with { AllowIdpInitiated = false });
    }

    [Fact]
    public void A_connection_can_want_both_signatures()
    {
        var peer = Peer with { RequireBothSignatures = true };
        Refused("saml_signature_missing", Provider.Answer(Draft), peer);
        Refused("saml_signature_missing", Provider.Answer(Draft with { SignsAssertion = false, SignsResponse = true }), peer);
        Believed(Provider.Answer(Draft with { SignsResponse = true }), peer);
    }

    [Fact]
    public void Only_the_connections_own_certificate_counts()
    {
        using var other = new SamlIdentityProvider(Provider.EntityId);
        Refused("saml_signature", other.Answer(Draft));
        Refused("saml_signature", other.Answer(Draft with { SignsAssertion = false, SignsResponse = true }));
    }

    [Theory]
    [InlineData("Response", true)]
    [InlineData("Assertion", true)]
    [InlineData("Assertion", false)]
    public void What_is_changed_after_it_was_signed_is_refused(string what, bool inText)
    {
        var document = Provider.Write(Draft with { SignsAssertion = what == "Assertion", SignsResponse = what == "Response" });
        if (inText)
            One(document, "NameID").InnerText = "somebody-else";
        else
            One(document, "Assertion").SetAttribute("More", "x");
        Refused("saml_signature", document);
    }

    /// <summary>One good signature does not excuse another that is bad.</summary>
    [Fact]
    public void Each_signature_that_is_there_must_be_good()
    {
        using var other = new SamlIdentityProvider(Provider.EntityId);
        var document = Provider.Write(Draft);
        other.Sign(document, "Response", Draft);
        Refused("saml_signature", document);
    }

    [Fact]
    public void An_encrypted_assertion_is_refused_in_words()
    {
        var document = Provider.Write(Draft with { SignsAssertion = false, SignsResponse = false });
        var encrypted = document.CreateElement("saml", "EncryptedAssertion", SamlNames.Assertion);
        document.DocumentElement!.ReplaceChild(encrypted, One(document, "Assertion"));
        Refused("saml_encrypted", document);
    }

    public static TheoryData<string> Wrappings() => [.. Wrapping.Select(one => one.Key)];

    /// <summary>A signed element moved aside, and an unsigned one put where it is read: XSW1 to XSW8 (Somorovsky and others, 2012).</summary>
    [Theory, MemberData(nameof(Wrappings))]
    public void A_wrapped_signature_is_refused(string attack)
    {
        var ofResponse = attack is "XSW1" or "XSW2";
        var document = Provider.Write(Draft with { SignsAssertion = !ofResponse, SignsResponse = ofResponse });
        Wrapping[attack](document);
        Assert.NotNull(Hear(Peer, SamlIdentityProvider.Encode(document)).Error);

        // As it was, with nothing moved, it is believed: the attack alone is why not.
        Believed(Provider.Answer(Draft with { SignsAssertion = !ofResponse, SignsResponse = ofResponse }));
    }

    [Fact]
    public void Two_elements_with_one_id_are_refused()
    {
        var document = Provider.Write(Draft);
        One(document, "Status").SetAttribute("ID", One(document, "Assertion").GetAttribute("ID"));
        Refused("saml_malformed", document);
    }

    [Fact]
    public void Two_assertions_are_refused_even_when_both_are_signed()
    {
        var document = Provider.Write(Draft with { SignsResponse = false });
        var second = Provider.Write(Draft with { SignsResponse = false });
        document.DocumentElement!.AppendChild(document.ImportNode(One(second, "Assertion"), deep: true));
        Refused("saml_structure", document);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base64!")]
    [InlineData("PGE+")]
    [InlineData("AAECAw==")]
    public void What_is_no_xml_is_refused(string response) => Refused("saml_malformed", response);

    [Theory]
    [InlineData("<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/x\"><r/>")]
    [InlineData("<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]><r>&b;</r>")]
    [InlineData("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>")]
    public void A_document_type_is_refused(string xml) => Refused("saml_malformed", Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)));

    [Fact]
    public void A_deep_or_a_long_document_is_refused_before_it_is_built()
    {
        Refused("saml_malformed", Base64(string.Concat(Enumerable.Repeat("<a>", 40)) + string.Concat(Enumerable.Repeat("</a>", 40))));
        Refused("saml_malformed", Base64("<a>" + string.Concat(Enumerable.Repeat("<b/>", 30_000)) + "</a>"));
        Refused("saml_malformed", Base64("<a>" + new string('x', 300_000) + "</a>"));

        static string Base64(string xml) => Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));
    }

    [Fact]
    public void How_long_an_assertion_is_remembered_has_an_end()
    {
        var answer = Believed(Provider.Answer(Draft with { To = _clock.GetUtcNow().AddYears(10) }));
        Assert.True(answer.ForgottenAt <= _clock.GetUtcNow().AddMinutes(15), answer.ForgottenAt.ToString("O"));
        _clock.Advance(answer.ForgottenAt - _clock.GetUtcNow());
        Refused("saml_time", Provider.Answer(Draft with { IssuedAt = new FakeClock().GetUtcNow(), To = _clock.GetUtcNow().AddYears(10) }));
    }

    private SamlDraft Draft => new(Consumer, Us, _clock.GetUtcNow());

    private SamlPeer Peer => new(
        Provider.EntityId, "https://idp.example/sso", Provider.CertificatePem, AllowIdpInitiated: true, RequireBothSignatures: false, null, null, Us,
        Consumer);

    private SamlAnswer Believed(string response, SamlPeer? peer = null)
    {
        var heard = Hear(peer ?? Peer, response);
        Assert.True(heard.Error is null, heard.Error?.Code);
        return heard.Value;
    }

    private void Refused(string reason, string response, SamlPeer? peer = null) => Assert.Equal(reason, Hear(peer ?? Peer, response).Error?.Code);

    private void Refused(string reason, XmlDocument document) => Refused(reason, SamlIdentityProvider.Encode(document));

    private Result<SamlAnswer> Hear(SamlPeer peer, string response) =>
        new HearSamlProviderHandler(_clock).Hear(peer, response);

    private static XmlElement One(XmlNode document, string name) => (XmlElement)document.SelectSingleNode($"//*[local-name()='{name}']")!;

    private static readonly Dictionary<string, Action<XmlDocument>> Wrapping = new(StringComparer.Ordinal)
    {
        ["XSW1"] = document => WrapResponse(document, (evil, signature, original) => signature.AppendChild(original)),
        ["XSW2"] = document => WrapResponse(document, (evil, signature, original) => evil.InsertBefore(original, signature)),
        ["XSW3"] = document => WrapAssertion(document, (evil, original) => original.ParentNode!.InsertBefore(evil, original)),
        ["XSW4"] = document => WrapAssertion(document, (evil, original) =>
        {
            original.ParentNode!.ReplaceChild(evil, original);
            evil.AppendChild(original);
        }),
        ["XSW5"] = document => WrapAssertion(document, (evil, original) =>
        {
            var response = original.ParentNode!;
            response.ReplaceChild(evil, original);
            evil.InsertAfter(SignatureOf(original), Issuer(evil));
            response.AppendChild(original);
        }),
        ["XSW6"] = document => WrapAssertion(document, (evil, original) =>
        {
            original.ParentNode!.ReplaceChild(evil, original);
            var signature = SignatureOf(original);
            evil.InsertAfter(signature, Issuer(evil));
            signature.AppendChild(original);
        }),
        ["XSW7"] = document => WrapAssertion(document, (evil, original) =>
        {
            var extensions = document.CreateElement("samlp", "Extensions", SamlNames.Protocol);
            extensions.AppendChild(evil);
            original.ParentNode!.InsertBefore(extensions, original);
        }),
        ["XSW8"] = document => WrapAssertion(document, (evil, original) =>
        {
            original.ParentNode!.ReplaceChild(evil, original);
            var signature = SignatureOf(original);
            evil.InsertAfter(signature, Issuer(evil));
            signature.AppendChild(document.CreateElement("ds", "Object", SamlNames.Signature))!.AppendChild(original);
        }),
        // The same with the id that is referred to: whoever looks it up finds one of the two.
        ["XSW3 with the same id"] = document => WrapAssertion(document, (evil, original) =>
        {
            evil.SetAttribute("ID", original.GetAttribute("ID"));
            original.ParentNode!.InsertBefore(evil, original);
        }),
        ["the signature of another element"] = document =>
        {
            var response = document.DocumentElement!;
            response.InsertAfter(SignatureOf(One(document, "Assertion")), Issuer(response));
        },
        ["an assertion of another namespace beside it"] = document => WrapAssertion(document, (evil, original) =>
        {
            var other = document.CreateElement("x", "Assertion", "urn:x");
            other.InnerXml = evil.InnerXml;
            original.ParentNode!.InsertBefore(other, original);
        }),
    };

    private static void WrapResponse(XmlDocument document, Action<XmlElement, XmlElement, XmlElement> place)
    {
        var original = document.DocumentElement!;
        var evil = (XmlElement)original.CloneNode(deep: true);
        evil.SetAttribute("ID", "_evil");
        One(evil, "Assertion").SetAttribute("ID", "_evil2");
        var signature = SignatureOf(original);
        evil.ReplaceChild(signature, One(evil, "Signature"));
        SetSubject(evil);
        document.ReplaceChild(evil, original);
        place(evil, signature, original);
    }

    private static void WrapAssertion(XmlDocument document, Action<XmlElement, XmlElement> place)
    {
        var original = One(document, "Assertion");
        var evil = (XmlElement)original.CloneNode(deep: true);
        evil.RemoveChild(evil.ChildNodes.OfType<XmlElement>().Single(child => child.LocalName == "Signature"));
        evil.SetAttribute("ID", "_evil");
        SetSubject(evil);
        place(evil, original);
    }

    private static void SetSubject(XmlElement inside) => ((XmlElement)inside.SelectSingleNode(".//*[local-name()='NameID']")!).InnerText = "somebody-else";

    private static XmlElement SignatureOf(XmlElement signed)
    {
        var signature = signed.ChildNodes.OfType<XmlElement>().Single(child => child.LocalName == "Signature");
        signed.RemoveChild(signature);
        return signature;
    }

    private static XmlElement Issuer(XmlElement element) => element.ChildNodes.OfType<XmlElement>().First(child => child.LocalName == "Issuer");
}
