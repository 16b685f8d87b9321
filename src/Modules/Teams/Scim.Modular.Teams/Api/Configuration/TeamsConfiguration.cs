using System.Text.Json.Nodes;
using FluentValidation;
using MediatR;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Teams;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.Teams.Api.Configuration;

/// <summary>Teams in a configuration file: known by their slugs, without their members.</summary>
internal sealed class TeamsConfiguration(IMediator mediator, IValidator<CreateTeam> validator) : IConfigurationPart
{
    private Dictionary<string, TeamId>? _known;

    public string Section => "teams";

    public int Order => 3;

    public IReadOnlyList<ConfigurationField> Fields { get; } =
    [
        new("slug", ConfigurationKind.Text, IsKey: true),
        new("name", ConfigurationKind.Text, IsRequired: true),
    ];

    public string KeyOf(JsonObject entry) => entry.Text("slug")!;

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(CancellationToken ct) =>
        [.. (await mediator.AllTeamsAsync(ct)).OrderBy(team => team.Slug, StringComparer.Ordinal)
            .Select(team => new JsonObject { ["slug"] = team.Slug, ["name"] = team.Name })];

    public Task<IReadOnlyList<ConfigurationError>> CheckAsync(ConfigurationDraft draft, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<ConfigurationError>>([.. draft.Changes.Where(change => change.After is not null)
            .SelectMany(change => validator.Validate(new CreateTeam(change.After!.Text("name"), change.Key)).Of(change))]);

    public async Task<Error?> ApplyAsync(ConfigurationChange change, CancellationToken ct)
    {
        if (change.Action == ConfigurationAction.Create)
            return (await mediator.Send(new CreateTeam(change.After!.Text("name"), change.Key), ct)).Error;
        _known ??= (await mediator.AllTeamsAsync(ct)).ToDictionary(team => team.Slug, team => team.Id, StringComparer.Ordinal);
        if (!_known.TryGetValue(change.Key, out var team))
            return TeamErrors.NotFound;
        return change.Action == ConfigurationAction.Delete
            ? (await mediator.Send(new DeleteTeam(team, null), ct)).Error
            : (await mediator.Send(new RenameTeam(team, change.After!.Text("name"), null, null), ct)).Error;
    }
}

internal static class TeamLists
{
    private const int Portion = 1000;

    public static async Task<List<TeamView>> AllTeamsAsync(this IMediator mediator, CancellationToken ct)
    {
        var all = new List<TeamView>();
        IReadOnlyList<TeamView> found;
        do
        {
            found = await mediator.Send(new ListTeams(all.Count == 0 ? null : all[^1].Id, Portion), ct);
            all.AddRange(found);
        }
        while (found.Count == Portion);

        return all;
    }
}
