using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.SignIn.Saml;

/// <summary>
/// Believes a SAML response as the Web Browser SSO profile says (SAML profiles §4.1.4.2, core §2.3–2.7, §3.2.2): first what it looks
/// like, then who has signed it, then what it says.
/// </summary>
internal sealed class HearSamlProviderHandler(TimeProvider clock) : IQueryHandler<HearSamlProvider, Result<SamlAnswer>>
{
    private const int LongestSubject = 255;
    private const int LongestId = 255;

    /// <summary>How far the provider's clock may be from ours.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>How old an assertion may be when it comes: browsers bring it at once.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromMinutes(10);

    public Task<Result<SamlAnswer>> Handle(HearSamlProvider request, CancellationToken cancellationToken) =>
        Task.FromResult(Hear(request.Peer, request.Response));

    public Result<SamlAnswer> Hear(SamlPeer peer, string? given)
    {
        if (SamlXml.Read(given) is not { DocumentElement: { } response })
            return Refuse("saml_malformed", "its response can't be read.");
        if (response is not { LocalName: "Response", NamespaceURI: SamlNames.Protocol } || !HasHead(response))
            return Refuse("saml_structure", "what it sent is no SAML 2.0 response.");
        if (All(response, "EncryptedAssertion", "EncryptedID", "EncryptedAttribute").Count > 0)
        {
            return Refuse(
                "saml_encrypted", "its assertion is encrypted, which is not supported: switch assertion encryption off there. The connection is protected by HTTPS.");
        }

        if (Status(response) is { } failed)
            return failed;
        if (All(response, "Assertion") is not [var assertion] || assertion.ParentNode != response || !HasHead(assertion))
            return Refuse("saml_structure", "its response does not hold exactly one assertion.");
        if (Signed(response, assertion, peer) is { } unsigned)
            return unsigned;
        return Check(response, assertion, peer) is { } wrong ? wrong : Read(response, assertion, peer);
    }

    // Every signature of the document is one of these two, and good.
    private static Error? Signed(XmlElement response, XmlElement assertion, SamlPeer peer)
    {
        var certificates = CertificatesOf(peer);
        try
        {
            var (ofResponse, ofAssertion) = (SamlSignatures.Verify(response, certificates), SamlSignatures.Verify(assertion, certificates));
            var signatures = response.GetElementsByTagName("Signature", SamlNames.Signature).Count;
            if (ofResponse == false || ofAssertion == false || signatures != (ofResponse is null ? 0 : 1) + (ofAssertion is null ? 0 : 1))
                return Refuse("saml_signature", "its signature is wrong, or made with a certificate that is not the connection's.");
            if (ofResponse is null && ofAssertion is null)
                return Refuse("saml_unsigned", "neither its response nor its assertion is signed.");
            return peer.RequireBothSignatures && (ofResponse is null || ofAssertion is null)
                ? Refuse("saml_signature_missing", "response and assertion must both be signed.")
                : null;
        }
        finally
        {
            foreach (var certificate in certificates)
                certificate.Dispose();
        }
    }

    private Error? Check(XmlElement response, XmlElement assertion, SamlPeer peer)
    {
        var now = clock.GetUtcNow();
        if (SamlXml.Attribute(response, "Destination") != peer.ConsumerUrl)
            return Refuse("saml_destination", "its response was sent to another address.");
        if (!IsIssuer(assertion, peer, isNeeded: true) || !IsIssuer(response, peer, isNeeded: false))
            return Refuse("saml_issuer", "its response names another issuer.");
        if (Time(assertion, "IssueInstant") is not { } made || made > now + Skew || made <= now - Oldest - Skew)
            return Refuse("saml_time", "its assertion is too old, or from the future. Are the clocks right?");
        return Conditions(assertion, peer, now) ?? Confirmation(response, assertion, peer, now);
    }

    private static Error? Conditions(XmlElement assertion, SamlPeer peer, DateTimeOffset now)
    {
        if (SamlXml.Child(assertion, "Conditions", SamlNames.Assertion) is not { } conditions)
            return Refuse("saml_audience", "its assertion does not say for whom it is.");
        if (!IsWithin(conditions, now))
            return Refuse("saml_time", "its assertion is too old, or from the future. Are the clocks right?");
        // Core §2.5.1: what is not understood makes it invalid.
        if (conditions.ChildNodes.OfType<XmlElement>().Any(one =>
            one.NamespaceURI != SamlNames.Assertion || one.LocalName is not ("AudienceRestriction" or "OneTimeUse" or "ProxyRestriction")))
        {
            return Refuse("saml_condition", "its assertion has a condition that is not understood.");
        }

        var restrictions = SamlXml.Children(conditions, "AudienceRestriction", SamlNames.Assertion);
        return restrictions.Count > 0 && restrictions.All(restriction => SamlXml.Children(restriction, "Audience", SamlNames.Assertion)
            .Any(audience => SamlXml.Text(audience) == peer.OurEntityId))
            ? null
            : Refuse("saml_audience", "its assertion is for somebody else.");
    }

    private static Error? Confirmation(XmlElement response, XmlElement assertion, SamlPeer peer, DateTimeOffset now)
    {
        if (Confirmed(assertion) is not { } data)
            return Refuse("saml_confirmation", "its assertion does not say how its bearer is known.");
        if (SamlXml.Attribute(data, "Recipient") != peer.ConsumerUrl)
            return Refuse("saml_recipient", "its assertion was made for another address.");
        if (Time(data, "NotOnOrAfter") is null || SamlXml.Attribute(data, "NotBefore") is not null || !IsWithin(data, now))
            return Refuse("saml_time", "its assertion is too old. Are the clocks right?");
        if (SamlXml.Attribute(data, "InResponseTo") != SamlXml.Attribute(response, "InResponseTo"))
            return Refuse("saml_in_response_to", "its response and its assertion answer different requests.");
        if (SamlXml.Attribute(response, "InResponseTo") is null && !peer.AllowIdpInitiated)
            return Refuse("saml_unsolicited", "nobody asked, and this connection takes answers to its own requests only. Start from our sign-in page.");

        var statements = SamlXml.Children(assertion, "AuthnStatement", SamlNames.Assertion);
        return statements.Count > 0 && statements.All(statement => Time(statement, "AuthnInstant") is { } at && at <= now + Skew
                && (SamlXml.Attribute(statement, "SessionNotOnOrAfter") is null || Time(statement, "SessionNotOnOrAfter") > now - Skew))
            ? null
            : Refuse("saml_authentication", "its assertion does not say that you have signed in there, or that sign-in is over.");
    }

    private static Result<SamlAnswer> Read(XmlElement response, XmlElement assertion, SamlPeer peer)
    {
        var name = SamlXml.Child(SamlXml.Child(assertion, "Subject", SamlNames.Assertion), "NameID", SamlNames.Assertion);
        if (name is null || SamlXml.Text(name) is not { Length: > 0 and <= LongestSubject } subject || subject.Any(char.IsControl) || subject.Trim() != subject)
            return Refuse("saml_subject", "its assertion does not say who it is about.");
        var format = SamlXml.Attribute(name, "Format");
        if (format == SamlNames.Transient)
            return Refuse("saml_transient", "its name for you is another one each time. Set the NameID format to persistent, or to an e-mail address, there.");

        var attributes = Attributes(assertion);
        var email = Find(attributes, peer.EmailAttribute, SamlNames.EmailAttributes)
            ?? (peer.EmailAttribute is null && (format == SamlNames.EmailFormat || subject.Contains('@', StringComparison.Ordinal)) ? subject : null);
        // The organization's owners chose the provider: for the people of that organization its word counts.
        var identity = new ExternalIdentity(
            peer.EntityId, subject, email, EmailVerified: email is not null, Find(attributes, peer.NameAttribute, SamlNames.NameAttributes));
        var made = Time(assertion, "IssueInstant")!.Value;
        var ends = Time(Confirmed(assertion)!, "NotOnOrAfter")!.Value;
        var latest = made + Oldest < ends ? made + Oldest : ends;
        var authenticated = SamlXml.Children(assertion, "AuthnStatement", SamlNames.Assertion).Min(statement => Time(statement, "AuthnInstant")!.Value);
        return new SamlAnswer(
            identity, SamlXml.Attribute(response, "InResponseTo"), SamlXml.Attribute(assertion, "ID")!, latest + Skew + Skew, authenticated);
    }

    // The one bearer confirmation.
    private static XmlElement? Confirmed(XmlElement assertion)
    {
        var confirmations = SamlXml.Children(
            SamlXml.Child(assertion, "Subject", SamlNames.Assertion) ?? assertion, "SubjectConfirmation", SamlNames.Assertion)
            .Where(one => SamlXml.Attribute(one, "Method") == SamlNames.Bearer).ToArray();
        return confirmations is [var only] ? SamlXml.Child(only, "SubjectConfirmationData", SamlNames.Assertion) : null;
    }

    private static bool HasHead(XmlElement element) =>
        SamlXml.Attribute(element, "Version") == "2.0" && SamlXml.Attribute(element, "ID") is { Length: > 0 and <= LongestId };

    private static Error? Status(XmlElement response)
    {
        var code = SamlXml.Child(SamlXml.Child(response, "Status", SamlNames.Protocol), "StatusCode", SamlNames.Protocol);
        return code is not null && SamlXml.Attribute(code, "Value") == SamlNames.Success ? null : Refuse("saml_status", "nobody was signed in there.");
    }

    private static bool IsIssuer(XmlElement element, SamlPeer peer, bool isNeeded)
    {
        var issuers = SamlXml.Children(element, "Issuer", SamlNames.Assertion);
        return issuers is [] ? !isNeeded : issuers is [var only] && SamlXml.Text(only) == peer.EntityId
            && SamlXml.Attribute(only, "Format") is null or SamlNames.EntityFormat;
    }

    private static bool IsWithin(XmlElement element, DateTimeOffset now) =>
        (SamlXml.Attribute(element, "NotBefore") is null || Time(element, "NotBefore") <= now + Skew)
        && (SamlXml.Attribute(element, "NotOnOrAfter") is null || Time(element, "NotOnOrAfter") > now - Skew);

    private static IReadOnlyList<XmlElement> All(XmlElement root, params string[] names) =>
        [.. root.SelectNodes(".//*")!.OfType<XmlElement>().Where(one => names.Contains(one.LocalName, StringComparer.Ordinal))];

    private static IReadOnlyList<(string Name, string Value)> Attributes(XmlElement assertion) =>
        [.. from statement in SamlXml.Children(assertion, "AttributeStatement", SamlNames.Assertion)
            from attribute in SamlXml.Children(statement, "Attribute", SamlNames.Assertion)
            let name = SamlXml.Attribute(attribute, "Name")
            let value = SamlXml.Children(attribute, "AttributeValue", SamlNames.Assertion).Select(SamlXml.Text).FirstOrDefault()
            where name is not null && !string.IsNullOrEmpty(value)
            select (name, value)];

    private static string? Find(IReadOnlyList<(string Name, string Value)> attributes, string? configured, IReadOnlyList<string> usual)
    {
        IReadOnlyList<string> names = configured is null ? usual : [configured];
        return names.Select(name => attributes.FirstOrDefault(attribute => attribute.Name == name).Value).FirstOrDefault(value => value is not null);
    }

    // xs:dateTime, which SAML wants in UTC.
    private static DateTimeOffset? Time(XmlElement element, string name) =>
        SamlXml.Attribute(element, name) is { Length: <= 40 } text && text.EndsWith('Z')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    private static IReadOnlyList<X509Certificate2> CertificatesOf(SamlPeer peer)
    {
        var found = new X509Certificate2Collection();
        found.ImportFromPem(peer.Certificates);
        return [.. found];
    }

    private static Error Refuse(string code, string what) => SignInRefusals.Provider(code, what);
}
