using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>A SAML identity provider and us, as both were configured.</summary>
/// <param name="EntityId">The provider's name.</param>
/// <param name="SsoUrl">Where it takes requests.</param>
/// <param name="Certificates">The certificates that it signs with, as PEM; no other is believed, whatever a response carries.</param>
/// <param name="AllowIdpInitiated">Whether a response may come without a request.</param>
/// <param name="RequireBothSignatures">Whether response and assertion must be signed, not only one of them.</param>
/// <param name="EmailAttribute">The attribute that holds the e-mail address; null: the usual names, or a NameID that is one.</param>
/// <param name="NameAttribute">The attribute that holds the name; null: the usual names.</param>
/// <param name="OurEntityId">Our own name.</param>
/// <param name="ConsumerUrl">Where responses are sent to.</param>
internal sealed record SamlPeer(
    string EntityId, string SsoUrl, string Certificates, bool AllowIdpInitiated, bool RequireBothSignatures, string? EmailAttribute,
    string? NameAttribute, string OurEntityId, string ConsumerUrl);

/// <summary>Where to send the browser so that the provider asks the person.</summary>
internal sealed record AskSamlProvider(SamlPeer Peer, string RequestId, bool Fresh) : IQuery<Uri>;

/// <summary>What a response says, when it is to be believed. To which request it is the answer, its caller looks at.</summary>
/// <param name="Peer">Who must have sent it, to whom.</param>
/// <param name="Response">As the browser brought it: base64.</param>
internal sealed record HearSamlProvider(SamlPeer Peer, string? Response) : IQuery<Result<SamlAnswer>>;

/// <summary>A person, as a SAML provider vouches for them.</summary>
/// <param name="Identity">Who.</param>
/// <param name="InResponseTo">The request that it answers; null when nobody asked.</param>
/// <param name="AssertionId">The assertion, which counts once.</param>
/// <param name="ForgottenAt">When the assertion can't be used any more, so that nobody needs to remember it.</param>
/// <param name="AuthenticatedAt">When the person proved who they are.</param>
internal sealed record SamlAnswer(
    ExternalIdentity Identity, string? InResponseTo, string AssertionId, DateTimeOffset ForgottenAt, DateTimeOffset AuthenticatedAt);
