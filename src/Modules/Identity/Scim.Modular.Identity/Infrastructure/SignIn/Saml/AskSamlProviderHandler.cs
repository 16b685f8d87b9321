using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.WebUtilities;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.SignIn.Saml;

/// <summary>Writes a request in the HTTP-Redirect binding (SAML bindings §3.4). It is not signed: what counts is the answer.</summary>
internal sealed class AskSamlProviderHandler(TimeProvider clock) : IQueryHandler<AskSamlProvider, Uri>
{
    public Task<Uri> Handle(AskSamlProvider request, CancellationToken cancellationToken)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(Encoding.UTF8.GetBytes(Write(request)));
        var address = QueryHelpers.AddQueryString(request.Peer.SsoUrl, "SAMLRequest", Convert.ToBase64String(packed.ToArray()));
        return Task.FromResult(new Uri(address));
    }

    private string Write(AskSamlProvider request)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("samlp", "AuthnRequest", SamlNames.Protocol);
            xml.WriteAttributeString("ID", request.RequestId);
            xml.WriteAttributeString("Version", "2.0");
            xml.WriteAttributeString("IssueInstant", clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            xml.WriteAttributeString("Destination", request.Peer.SsoUrl);
            xml.WriteAttributeString("ProtocolBinding", SamlNames.PostBinding);
            xml.WriteAttributeString("AssertionConsumerServiceURL", request.Peer.ConsumerUrl);
            if (request.Fresh)
                xml.WriteAttributeString("ForceAuthn", "true");
            xml.WriteElementString("saml", "Issuer", SamlNames.Assertion, request.Peer.OurEntityId);
            xml.WriteEndElement();
        }

        return text.ToString();
    }
}
