using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>
/// How an attempt to sign in ended: a new session, or the reason why not. Both are kept, as a refusal belongs into the audit log: so to
/// the pipeline either is a success.
/// </summary>
internal sealed record SignInOutcome(NewSession? Session, Error? Refusal);

/// <summary>
/// A new session with the value of its cookie, which is nowhere else. <paramref name="Holder"/> is an administrator or, when
/// <paramref name="IsPerson"/>, a user.
/// </summary>
internal sealed record NewSession(Guid Id, string Secret, Guid Holder, bool IsPerson, OrganizationId Organization, DateTimeOffset EndsAt);
