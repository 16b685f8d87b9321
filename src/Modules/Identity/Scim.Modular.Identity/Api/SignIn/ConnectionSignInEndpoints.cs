using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Api.Admin;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.Platform.Http;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.SignIn;

/// <summary>Where people leave for their identity provider, and where they come back.</summary>
internal static class ConnectionSignInEndpoints
{
    private const long LargestForm = 512 * 1024;

    public static void MapConnectionSignIn(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/sign-in").AllowAnonymous().ExcludeFromDescription();
        pages.MapGet("oidc", (HttpContext http, ConnectionSignIn signIn, string? returnUrl, bool? fresh, CancellationToken ct) =>
            signIn.BeginAsync(http, returnUrl, fresh ?? false, ct));
        pages.MapGet("oidc/callback", (HttpContext http, ConnectionSignIn signIn, CancellationToken ct) =>
            signIn.HearAsync(http, AnswerIn(http), ct));
        pages.MapGet("connections/{connection}", (
            string connection, HttpContext http, ConnectionSignIn signIn, string? returnUrl, bool? fresh, CancellationToken ct) =>
            signIn.BeginAsync(http, RouteIds.Of<SignInConnectionId>(connection), returnUrl, fresh ?? false, ct));
        pages.MapGet("connections/{connection}/callback", (string connection, HttpContext http, ConnectionSignIn signIn, CancellationToken ct) =>
            signIn.HearAsync(http, RouteIds.Of<SignInConnectionId>(connection), AnswerIn(http), ct));
        pages.MapGet("saml", (HttpContext http, ConnectionSignIn signIn, string? returnUrl, bool? fresh, CancellationToken ct) =>
            signIn.BeginSamlAsync(http, returnUrl, fresh ?? false, ct));
        pages.MapPost("saml/acs", async (HttpContext http, ConnectionSignIn signIn, CancellationToken ct) =>
            await signIn.HearSamlAsync(http, await ResponseInAsync(http, ct), ct)).WithMetadata(new RequestSizeLimitAttribute(LargestForm)).DisableAntiforgery();
        pages.MapGet("saml/metadata", (HttpContext http, ConnectionSignIn signIn) => Described(signIn.Describe(http)));
        pages.MapPost("saml/{connection}/acs", ConsumeAsync).WithMetadata(new RequestSizeLimitAttribute(LargestForm)).DisableAntiforgery();
        pages.MapGet("saml/{connection}/metadata", DescribeAsync);
    }

    private static async Task<IResult> ConsumeAsync(string connection, HttpContext http, ConnectionSignIn signIn, CancellationToken ct) =>
        await signIn.HearAsync(http, RouteIds.Of<SignInConnectionId>(connection), await ResponseInAsync(http, ct), ct);

    private static async Task<string?> ResponseInAsync(HttpContext http, CancellationToken ct) =>
        http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(ct))["SAMLResponse"].ToString() : null;

    private static async Task<IResult> DescribeAsync(string connection, HttpContext http, ConnectionSignIn signIn, CancellationToken ct) =>
        Described(await signIn.DescribeAsync(http, RouteIds.Of<SignInConnectionId>(connection), ct));

    private static IResult Described(SamlAddresses? ours) => ours is null
        ? Problems.Of(SignInConnectionErrors.NotFound)
        : TypedResults.Content(Describe(ours), "application/samlmetadata+xml", Encoding.UTF8);

    // A parameter that is there twice is nobody's.
    private static OidcAnswer AnswerIn(HttpContext http)
    {
        return new(One("code"), One("state"), One("iss"), One("error"), One("error_description"));

        string? One(string name) => http.Request.Query[name] is [{ } only] ? only : null;
    }

    private static string Describe(SamlAddresses ours)
    {
        const string metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
        const string protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("md", "EntityDescriptor", metadata);
            xml.WriteAttributeString("entityID", ours.Metadata);
            xml.WriteStartElement("SPSSODescriptor", metadata);
            xml.WriteAttributeString("AuthnRequestsSigned", "false");
            xml.WriteAttributeString("WantAssertionsSigned", "true");
            xml.WriteAttributeString("protocolSupportEnumeration", protocol);
            xml.WriteElementString("NameIDFormat", metadata, "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
            xml.WriteElementString("NameIDFormat", metadata, "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
            xml.WriteStartElement("AssertionConsumerService", metadata);
            xml.WriteAttributeString("Binding", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST");
            xml.WriteAttributeString("Location", ours.Consumer);
            xml.WriteAttributeString("index", "0");
            xml.WriteAttributeString("isDefault", "true");
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.ToString();
    }
}
