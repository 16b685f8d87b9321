using Scim.Modular.Identity.Domain.People;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Identity.Application.People;

/// <summary>Keeps the mappings, so that groups can be listed with those that follow them.</summary>
internal sealed class KeepMappingWhenMappingChanged(ICopyRepository copies, CallContext call)
    : IDomainEventHandler<GroupMappingCreated>, IDomainEventHandler<GroupMappingBound>, IDomainEventHandler<GroupMappingFollowedRename>,
        IDomainEventHandler<GroupMappingOrphaned>, IDomainEventHandler<GroupMappingChanged>, IDomainEventHandler<GroupMappingDeleted>
{
    public Task Handle(GroupMappingCreated happened, CancellationToken ct) => KeepAsync(happened, ct);

    public Task Handle(GroupMappingBound happened, CancellationToken ct) => KeepAsync(happened, ct);

    public Task Handle(GroupMappingFollowedRename happened, CancellationToken ct) => KeepAsync(happened, ct);

    public Task Handle(GroupMappingOrphaned happened, CancellationToken ct) => KeepAsync(happened, ct);

    public Task Handle(GroupMappingChanged happened, CancellationToken ct) => KeepAsync(happened, ct);

    public Task Handle(GroupMappingDeleted happened, CancellationToken ct) => KeepAsync(happened, ct);

    // A deleted one stays as a row without a status: news that come late must find that they are late.
    private async Task KeepAsync(IMappingEvent happened, CancellationToken ct)
    {
        if (await copies.MappingAsync(happened.MappingId, ct) is not { } mapping)
        {
            mapping = new MappingCopy(call.Organization, happened.MappingId);
            copies.Add(mapping);
        }

        mapping.Take(happened.Mapping, isDeleted: happened is GroupMappingDeleted, happened.Version);
    }
}
