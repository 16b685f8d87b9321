using FluentValidation;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Domain;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>What a mapping would do, or with an <paramref name="Id"/> what changing that one would do. Changes nothing.</summary>
internal sealed record PreviewGroupMapping(
    string? Id, string? DirectoryId, string? GroupName, string? GroupId, string? TeamId, string? Role, string? Mode, int? Priority,
    string? Plan, string? Status) : ICommand<Result<MappingPreview>>;

/// <param name="Joins">Who would come into the team: the first 200.</param>
/// <param name="Leaves">Who would leave it, with the role of now.</param>
/// <param name="RoleChanges">Whose role would be another.</param>
/// <param name="JoinCount">How many would come.</param>
/// <param name="LeaveCount">How many would leave.</param>
/// <param name="RoleChangeCount">How many would get another role.</param>
/// <param name="SeatsNeeded">Seats of the plan that people would take who hold none of it now.</param>
/// <param name="SeatsMissing">How many of those would have to wait.</param>
internal sealed record MappingPreview(
    IReadOnlyList<PreviewedMember> Joins, IReadOnlyList<PreviewedMember> Leaves, IReadOnlyList<PreviewedMember> RoleChanges, int JoinCount,
    int LeaveCount, int RoleChangeCount, int SeatsNeeded, int SeatsMissing);

/// <param name="UserId">The user.</param>
/// <param name="UserName">As the identity provider sent it.</param>
/// <param name="Role">The role that the user would have; of who leaves, the role of now.</param>
internal sealed record PreviewedMember(UserId UserId, string UserName, TeamRole Role);

internal sealed class PreviewGroupMappingValidator : AbstractValidator<PreviewGroupMapping>
{
    public PreviewGroupMappingValidator()
    {
        When(command => command.Id is null, () =>
        {
            RuleFor(command => command.DirectoryId).NotEmpty().WithMessage("directoryId: it is needed.");
            RuleFor(command => command.TeamId).NotEmpty().WithMessage("teamId: it is needed.");
            RuleFor(command => command.GroupName).Must((command, name) => name is null != command.GroupId is null)
                .WithMessage("groupName: exactly one of groupName and groupId is needed.");
            RuleFor(command => command.GroupName).MustBeName("groupName").When(command => command.GroupName is not null);
        });
        RuleFor(command => command.Role).MustBeWordOf<PreviewGroupMapping, TeamRole>("role");
        RuleFor(command => command.Mode).MustBeWordOf<PreviewGroupMapping, MappingMode>("mode");
        RuleFor(command => command.Priority).MustBePriority();
        RuleFor(command => command.Plan).MustBePlan();
        RuleFor(command => command.Status).Must(ChangeGroupMappingValidator.IsStatus).WithMessage(ChangeGroupMappingValidator.StatusNeeded);
    }
}

internal sealed class PreviewGroupMappingHandler(
    MappingDraft draft, IDirectoryRepository directories, IGroupRepository groups, IMappingRepository mappings,
    IMembershipRepository memberships, Settlement settlement, IFactsOfUsers facts, ISeatForecast seats, Portion atOnce, TimeProvider clock)
    : ICommandHandler<PreviewGroupMapping, Result<MappingPreview>>
{
    public async Task<Result<MappingPreview>> Handle(PreviewGroupMapping command, CancellationToken cancellationToken)
    {
        var supposed = command.Id is null
            ? await NewAsync(command, cancellationToken)
            : await ChangedAsync(command, cancellationToken);
        if (supposed.Error is { } refusal)
            return refusal;

        var mapping = supposed.Value;
        var directory = await directories.KnowAsync(mapping.DirectoryId, cancellationToken);
        // What was supposed must never be saved: from here on it is known to nobody else.
        facts.Discard();
        var preview = await WalkAsync(mapping, directory, cancellationToken);
        if (mapping.Plan is null)
            return preview.Shown(new SeatForecast(0, 0));
        Guid? id = command.Id is null ? null : mapping.Id.Value;
        return preview.Shown(
            await seats.ForecastAsync(new EntitlementChange(id, mapping.Plan, mapping.Priority, preview.Entitled), cancellationToken));
    }

    private async Task<Result<GroupMapping>> NewAsync(PreviewGroupMapping command, CancellationToken ct)
    {
        var drafted = await draft.ReadAsync(command.DirectoryId, command.GroupName, command.GroupId, command.TeamId, ct);
        if (drafted.Error is { } refusal)
            return refusal;
        var (directory, team, group, name) = drafted.Value;
        if (await mappings.ExistsAsync(directory.Id, NameKey.Of(name), group?.Id, team, ct))
            return MappingErrors.Repeated;
        var terms = await draft.TermsAsync(
            new MappingTerms(TeamRole.Member), command.Role, command.Mode, command.Priority, command.Plan, ct);
        if (terms.Error is { } refused)
            return refused;

        var now = clock.Now();
        var mapping = GroupMapping.Create(directory.OrganizationId, directory.Id, name, team, terms.Value, now);
        if (group is not null)
            mapping.Bind(group, Reasons.MappingCreated, now);
        return mapping;
    }

    private async Task<Result<GroupMapping>> ChangedAsync(PreviewGroupMapping command, CancellationToken ct)
    {
        if (!Ids.TryParse<MappingId>(command.Id, out var id) || await mappings.FindAsync(id, ct) is not { } mapping)
            return MappingErrors.NotFound;
        var terms = await draft.TermsAsync(mapping.Terms, command.Role, command.Mode, command.Priority, command.Plan, ct);
        if (terms.Error is { } refusal)
            return refusal;
        mapping.Change(
            terms.Value, ChangeGroupMappingValidator.Pauses(command.Status, mapping), Reasons.MappingChanged, clock.Now());
        return mapping;
    }

    private async Task<Tally> WalkAsync(GroupMapping mapping, SourceDirectory directory, CancellationToken ct)
    {
        var tally = new Tally();
        var wholeTeam = mapping.DecideExclusion(MappedSources.IsFrozen(mapping, directory));
        var tree = mapping.BoundGroupId is { } group ? await groups.WithDescendantsAsync([group], ct) : new HashSet<GroupId>();
        for (UserId? after = null; ;)
        {
            var portion = await memberships.ConcernedAsync(mapping, tree, wholeTeam, after, atOnce.Size, ct);
            var book = await memberships.OpenAsync([.. portion.Select(one => one.User)], [mapping.TeamId], ct, mapping);
            if (wholeTeam)
                book.TouchAll();
            foreach (var one in portion)
                book.Apply(mapping, directory, one, Reasons.MappingChanged, clock.Now());
            await settlement.GuardOwnersAsync(book, Reasons.MappingChanged, ct);
            tally.Add(book, mapping);
            facts.Discard();
            if (portion.Count < atOnce.Size)
                return tally;
            after = portion[^1].User;
        }
    }

    private sealed class Tally
    {
        private const int MostListed = 200;

        private readonly (List<PreviewedMember> Listed, int Count)[] _parts = [([], 0), ([], 0), ([], 0)];
        private readonly List<Guid> _entitled = [];

        public IReadOnlyCollection<Guid> Entitled => _entitled;

        public void Add(MembershipBook book, GroupMapping mapping)
        {
            _entitled.AddRange(book.Sources.Where(source => source.MappingId == mapping.Id).Select(source => source.UserId.Value));
            foreach (var change in book.Changes().OrderBy(change => change.User))
            {
                ref var part = ref _parts[change.Before is null ? 0 : change.After is null ? 1 : 2];
                part.Count++;
                if (part.Listed.Count < MostListed)
                    part.Listed.Add(new(change.User, book.NameOf(change.User), (change.After ?? change.Before)!.Value));
            }
        }

        public MappingPreview Shown(SeatForecast seats) => new(
            _parts[0].Listed, _parts[1].Listed, _parts[2].Listed, _parts[0].Count, _parts[1].Count, _parts[2].Count, seats.Needed, seats.Missing);
    }
}
