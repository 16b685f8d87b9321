using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>Ends the sessions of whom an identity provider has signed out. A second time finds none.</summary>
/// <param name="Organization">The organization whose connection it is; none for the provider of the installation.</param>
/// <param name="Logout">Whose sessions.</param>
internal sealed record EndSessionsOfProvider(OrganizationId Organization, ProviderLogout Logout) : ICommand<Result<EndedSessions>>;

internal sealed record EndedSessions(int Count);

internal sealed class EndSessionsOfProviderHandler(ISessionRepository sessions, CallContext call)
    : ICommandHandler<EndSessionsOfProvider, Result<EndedSessions>>
{
    public async Task<Result<EndedSessions>> Handle(EndSessionsOfProvider command, CancellationToken ct)
    {
        call.Enter(command.Organization);
        var (issuer, subject, session, begunUntil) = command.Logout;
        return new EndedSessions(await sessions.EndOfProviderAsync(issuer, subject, session, begunUntil, ct));
    }
}
