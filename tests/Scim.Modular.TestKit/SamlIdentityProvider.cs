using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace Scim.Modular.TestKit;

/// <summary>A SAML identity provider with real keys. What it answers is as good as a draft says.</summary>
public sealed class SamlIdentityProvider : IDisposable
{
    public const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    private readonly AsymmetricAlgorithm _key;

    public SamlIdentityProvider(string entityId = "https://idp.example/saml", bool useEcdsa = false)
    {
        EntityId = entityId;
        var (from, to) = (new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));
        if (useEcdsa)
        {
            var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            Certificate = new CertificateRequest("CN=idp", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, to);
            _key = key;
        }
        else
        {
            var key = RSA.Create(2048);
            Certificate = new CertificateRequest("CN=idp", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from, to);
            _key = key;
        }
    }

    public string EntityId { get; }

    public X509Certificate2 Certificate { get; }

    public string CertificatePem => Certificate.ExportCertificatePem();

    public void Dispose()
    {
        _key.Dispose();
        Certificate.Dispose();
    }

    /// <summary>The response in base64, as a browser carries it.</summary>
    public string Answer(SamlDraft draft) => Encode(Write(draft));

    public static string Encode(XmlDocument document) => Convert.ToBase64String(Encoding.UTF8.GetBytes(document.OuterXml));

    public XmlDocument Write(SamlDraft draft)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(Text(draft));
        if (draft.SignsAssertion)
            Sign(document, "Assertion", draft);
        if (draft.SignsResponse)
            Sign(document, "Response", draft);
        return document;
    }

    public void Sign(XmlDocument document, string element, SamlDraft draft)
    {
        var signed = (XmlElement)document.SelectSingleNode($"//*[local-name()='{element}']")!;
        var writer = new SignedXml(signed) { SigningKey = _key };
        writer.SignedInfo!.CanonicalizationMethod = draft.Canonicalization;
        writer.SignedInfo.SignatureMethod = draft.SignatureMethod;
        var reference = new Reference("#" + signed.GetAttribute("ID")) { DigestMethod = draft.DigestMethod };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(draft.PrefixList is { } list ? new XmlDsigExcC14NTransform(list) : new XmlDsigExcC14NTransform());
        foreach (var transform in draft.MoreTransforms)
            reference.AddTransform(transform);
        writer.AddReference(reference);
        writer.KeyInfo = new KeyInfo();
        writer.KeyInfo.AddClause(new KeyInfoX509Data(Certificate));
        writer.ComputeSignature();
        var issuer = signed.ChildNodes.OfType<XmlElement>().First(child => child.LocalName == "Issuer");
        signed.InsertAfter(document.ImportNode(writer.GetXml(), deep: true), issuer);
    }

    private string Text(SamlDraft draft)
    {
        var answers = draft.InResponseTo is null ? "" : $" InResponseTo=\"{draft.InResponseTo}\"";
        var confirmed = (draft.ConfirmedInResponseTo ?? draft.InResponseTo) is { Length: > 0 } id ? $" InResponseTo=\"{id}\"" : "";
        var (made, from, to) = (Time(draft.IssuedAt ?? draft.Now), Time(draft.From ?? draft.Now.AddMinutes(-1)), Time(draft.To ?? draft.Now.AddMinutes(5)));
        var attributes = string.Concat(draft.Attributes.Select(one =>
            $"<saml:Attribute Name=\"{one.Key}\"><saml:AttributeValue xsi:type=\"xs:string\">{SecurityElement.Escape(one.Value)}</saml:AttributeValue></saml:Attribute>"));
        return $"""
            <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="{draft.ResponseId}" Version="2.0" IssueInstant="{made}" Destination="{draft.Destination ?? draft.Consumer}"{answers}>
              <saml:Issuer>{draft.ResponseIssuer ?? EntityId}</saml:Issuer>
              <samlp:Status><samlp:StatusCode Value="{draft.Status}"/></samlp:Status>
              <saml:Assertion ID="{draft.AssertionId}" Version="2.0" IssueInstant="{made}">
                <saml:Issuer>{draft.Issuer ?? EntityId}</saml:Issuer>
                <saml:Subject>
                  <saml:NameID Format="{draft.NameIdFormat}">{draft.NameId}</saml:NameID>
                  <saml:SubjectConfirmation Method="{draft.Method}"><saml:SubjectConfirmationData NotOnOrAfter="{Time(draft.ConfirmedUntil ?? draft.To ?? draft.Now.AddMinutes(5))}" Recipient="{draft.Recipient ?? draft.Consumer}"{confirmed}/></saml:SubjectConfirmation>
                </saml:Subject>
                <saml:Conditions NotBefore="{from}" NotOnOrAfter="{to}"><saml:AudienceRestriction><saml:Audience>{draft.Audience}</saml:Audience></saml:AudienceRestriction>{draft.MoreConditions}</saml:Conditions>
                <saml:AuthnStatement AuthnInstant="{Time(draft.AuthenticatedAt ?? draft.Now)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
                <saml:AttributeStatement xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{attributes}</saml:AttributeStatement>
              </saml:Assertion>
            </samlp:Response>
            """;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What a response says; unless a test says otherwise, what it should.</summary>
public sealed record SamlDraft(string Consumer, string Audience, DateTimeOffset Now)
{
    public string NameId { get; init; } = "00u1ann";

    public string NameIdFormat { get; init; } = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

    public string? InResponseTo { get; init; }

    /// <summary>Of the confirmation, when it differs; empty for none.</summary>
    public string? ConfirmedInResponseTo { get; init; }

    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["email"] = "ann@acme.example", ["displayName"] = "Ann Acme",
    };

    public bool SignsAssertion { get; init; } = true;

    public bool SignsResponse { get; init; }

    public string ResponseId { get; init; } = "_r" + Guid.CreateVersion7().ToString("N");

    public string AssertionId { get; init; } = "_a" + Guid.CreateVersion7().ToString("N");

    public string Status { get; init; } = "urn:oasis:names:tc:SAML:2.0:status:Success";

    public string? Destination { get; init; }

    public string? Recipient { get; init; }

    public string? Issuer { get; init; }

    public string? ResponseIssuer { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public DateTimeOffset? ConfirmedUntil { get; init; }

    public DateTimeOffset? AuthenticatedAt { get; init; }

    public string Method { get; init; } = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

    public string MoreConditions { get; init; } = "";

    public string SignatureMethod { get; init; } = SamlIdentityProvider.RsaSha256;

    public string DigestMethod { get; init; } = SignedXml.XmlDsigSHA256Url;

    public string Canonicalization { get; init; } = SignedXml.XmlDsigExcC14NTransformUrl;

    public string? PrefixList { get; init; }

    public IReadOnlyList<Transform> MoreTransforms { get; init; } = [];
}
