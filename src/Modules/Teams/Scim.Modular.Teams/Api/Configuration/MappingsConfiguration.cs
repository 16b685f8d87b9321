using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using MediatR;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Directories;
using Scim.Modular.Teams.Application.Mappings;
using Scim.Modular.Teams.Application.Teams;
using Scim.Modular.Teams.Domain;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.Teams.Api.Configuration;

/// <summary>Group mappings in a configuration file: the group by the name under which it was mapped, so that a rename changes no file.</summary>
internal sealed class MappingsConfiguration(IMediator mediator, IValidator<CreateGroupMapping> validator) : IConfigurationPart
{
    private const int Portion = 1000;

    private ILookup<string, SourceDirectoryView>? _directories;
    private Dictionary<string, TeamView>? _teams;
    private ILookup<string, MappingView>? _mappings;

    public string Section => "mappings";

    public int Order => 4;

    public IReadOnlyList<ConfigurationField> Fields { get; } =
    [
        new("directory", ConfigurationKind.Text, IsKey: true),
        new("group", ConfigurationKind.Text, IsKey: true),
        new("team", ConfigurationKind.Text, IsKey: true),
        new("role", ConfigurationKind.Text, Default: "\"member\""),
        new("mode", ConfigurationKind.Text, Default: "\"managed\""),
        new("priority", ConfigurationKind.Number, Default: "0"),
        new("plan", ConfigurationKind.Text, IsNullable: true),
        new("paused", ConfigurationKind.Flag, Default: "false"),
    ];

    public string KeyOf(JsonObject entry)
    {
        return $"{Escaped(entry.Text("directory")!)} / {Escaped(NameKey.Of(entry.Text("group")!).Value)} / {entry.Text("team")}";

        // A name may hold the separator.
        static string Escaped(string name) => name.Replace("/", "//", StringComparison.Ordinal);
    }

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(CancellationToken ct)
    {
        var directories = (await mediator.Send(new ListSourceDirectories(), ct)).ToDictionary(directory => directory.Id, directory => directory.Name);
        var teams = (await mediator.AllTeamsAsync(ct)).ToDictionary(team => team.Id, team => team.Slug);
        // Those of a directory that is gone follow nothing any more, and can't be named.
        return [.. (await AllAsync(ct)).Where(mapping => directories.ContainsKey(mapping.DirectoryId) && teams.ContainsKey(mapping.TeamId))
            .Select(mapping => Entry(mapping, directories[mapping.DirectoryId], teams[mapping.TeamId]))
            .OrderBy(KeyOf, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<ConfigurationError>> CheckAsync(ConfigurationDraft draft, CancellationToken ct)
    {
        var errors = new List<ConfigurationError>();
        var known = (await mediator.Send(new ListSourceDirectories(), ct)).ToLookup(directory => directory.Name, StringComparer.Ordinal);
        foreach (var change in draft.Changes.Where(one => one.After is not null))
        {
            var after = change.After!;
            errors.AddRange(validator.Validate(Creation(after, "directory", "team")).Of(change, NameOf));
            foreach (var (property, section) in new[] { ("directory", "directories"), ("team", "teams"), ("plan", "plans") })
            {
                if (after.Text(property) is { } name && !draft.WillHave(section, name))
                    errors.Add(ConfigurationError.Of(change, property, $"{property}: there is no '{name}' in {section}."));
            }

            if (known[after.Text("directory")!].Take(2).Count() > 1)
                errors.Add(ConfigurationError.Of(change, "directory", "directory: there are several of this name. Give them different names first."));
        }

        return errors;
    }

    public async Task<Error?> ApplyAsync(ConfigurationChange change, CancellationToken ct)
    {
        if (change.Action == ConfigurationAction.Create)
            return await CreateAsync(change.After!, ct);
        _mappings ??= await ByKeyAsync(ct);
        if (_mappings[change.Key].FirstOrDefault() is not { } mapping)
            return MappingErrors.NotFound;
        return change.Action == ConfigurationAction.Delete
            ? (await mediator.Send(new DeleteGroupMapping(mapping.Id, null, null), ct)).Error
            : (await mediator.Send(Change(mapping, change.After!), ct)).Error;
    }

    private async Task<Error?> CreateAsync(JsonObject entry, CancellationToken ct)
    {
        _teams ??= (await mediator.AllTeamsAsync(ct)).ToDictionary(team => team.Slug, StringComparer.Ordinal);
        var name = entry.Text("directory")!;
        if (_directories?[name].Any() != true)
            _directories = (await mediator.Send(new ListSourceDirectories(), ct)).ToLookup(directory => directory.Name, StringComparer.Ordinal);
        if (_directories[name].FirstOrDefault() is not { } directory)
            return MappingErrors.DirectoryNotFound;
        if (!_teams.TryGetValue(entry.Text("team")!, out var team))
            return TeamErrors.NotFound;
        return (await mediator.Send(Creation(entry, directory.Id.ToString(), team.Id.ToString()), ct)).Error;
    }

    private async Task<ILookup<string, MappingView>> ByKeyAsync(CancellationToken ct)
    {
        var directories = (await mediator.Send(new ListSourceDirectories(), ct)).ToDictionary(directory => directory.Id, directory => directory.Name);
        var teams = (await mediator.AllTeamsAsync(ct)).ToDictionary(team => team.Id, team => team.Slug);
        return (await AllAsync(ct)).Where(mapping => directories.ContainsKey(mapping.DirectoryId) && teams.ContainsKey(mapping.TeamId))
            .ToLookup(mapping => KeyOf(Entry(mapping, directories[mapping.DirectoryId], teams[mapping.TeamId])), StringComparer.Ordinal);
    }

    private async Task<List<MappingView>> AllAsync(CancellationToken ct)
    {
        var all = new List<MappingView>();
        IReadOnlyList<MappingView> found;
        do
        {
            found = await mediator.Send(new ListGroupMappings(null, null, null, all.Count == 0 ? null : all[^1].Id, Portion), ct);
            all.AddRange(found);
        }
        while (found.Count == Portion);

        return all;
    }

    private static JsonObject Entry(MappingView mapping, string directory, string team) => new()
    {
        ["directory"] = directory,
        ["group"] = mapping.GroupName,
        ["team"] = team,
        ["role"] = Words.Of(mapping.Role),
        ["mode"] = Words.Of(mapping.Mode),
        ["priority"] = mapping.Priority,
        ["plan"] = mapping.Plan,
        ["paused"] = mapping.Status == MappingStatus.Paused,
    };

    // Whoever applies a file has looked at its plan: that confirms its roles.
    private static CreateGroupMapping Creation(JsonObject entry, string directory, string team) => new(
        directory, entry.Text("group"), null, team, entry.Text("role"), entry.Text("mode"), entry.Number("priority"), entry.Text("plan"),
        entry.Flag("paused") ? ChangeGroupMappingValidator.Paused : null, ConfirmRole: true);

    private static ChangeGroupMapping Change(MappingView mapping, JsonObject entry) => new(
        mapping.Id, entry.Text("role"), entry.Number("priority"), entry.Text("mode"),
        entry.Flag("paused") ? ChangeGroupMappingValidator.Paused : ChangeGroupMappingValidator.Active, entry.Text("plan") ?? "", ConfirmRole: true,
        null, null, null, null, null);

    private static string NameOf(string property) => property switch
    {
        nameof(CreateGroupMapping.GroupName) => "group",
        nameof(CreateGroupMapping.TeamId) => "team",
        nameof(CreateGroupMapping.DirectoryId) => "directory",
        _ => JsonNamingPolicy.CamelCase.ConvertName(property),
    };
}
