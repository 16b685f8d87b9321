using MediatR;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Teams.Application.Memberships;

namespace Scim.Modular.Teams.Infrastructure.Memberships;

/// <summary>This module's part of the answer to why it is so for a person.</summary>
internal sealed class PlaceOfPerson(IMediator mediator) : IExplainPeople
{
    public string Part => "teams";

    public async Task<object?> ExplainAsync(Guid user, CancellationToken ct) => await mediator.Send(new ExplainTeams(new UserId(user)), ct);
}
