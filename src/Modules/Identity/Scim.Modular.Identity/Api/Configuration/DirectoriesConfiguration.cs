using System.Text.Json.Nodes;
using FluentValidation;
using MediatR;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Api.Configuration;

/// <summary>Directories in a configuration file: known by their names, without their tokens.</summary>
internal sealed class DirectoriesConfiguration(
    IMediator mediator, IAccessMemory memory, IValidator<CreateDirectory> creation, IValidator<ChangeDirectory> change) : IConfigurationPart
{
    private const int Portion = 1000;
    private const string Disabled = "disabled";
    private static readonly string[] Limits = ["removals", "percent"];

    public string Section => "directories";

    public int Order => 1;

    public IReadOnlyList<ConfigurationField> Fields { get; } =
    [
        new("name", ConfigurationKind.Text, IsKey: true),
        new("provider", ConfigurationKind.Text, IsRequired: true),
        new("profile", ConfigurationKind.Text, Default: $"\"{Profiles.Lenient}\""),
        new("status", ConfigurationKind.Text, Default: "\"active\""),
        new("members", ConfigurationKind.Text, IsNullable: true),
        new("teamPerGroup", ConfigurationKind.Flag, Default: "false"),
        new("breaker", ConfigurationKind.Numbers, Default: "{}"),
    ];

    public string KeyOf(JsonObject entry) => entry.Text("name")!;

    public void Complete(JsonObject entry, JsonObject given)
    {
        if (!given.ContainsKey("members"))
            entry["members"] = entry.Text("status") != Disabled ? null : entry.Text("members") ?? MemberPolicies.Freeze;
        foreach (var limit in Limits)
            entry["breaker"]!.AsObject().TryAdd(limit, null);
    }

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(CancellationToken ct) =>
        [.. (await AllAsync(ct)).OrderBy(directory => directory.Name, StringComparer.Ordinal).Select(directory => new JsonObject
        {
            ["name"] = directory.Name,
            ["provider"] = directory.Provider,
            ["profile"] = directory.Profile,
            ["status"] = DirectoryStatuses.WordOf(directory.Status),
            ["members"] = directory.Members,
            ["teamPerGroup"] = directory.TeamPerGroup,
            ["breaker"] = new JsonObject { [Limits[0]] = directory.Breaker.Removals, [Limits[1]] = directory.Breaker.Percent },
        })];

    public Task<IReadOnlyList<ConfigurationError>> CheckAsync(ConfigurationDraft draft, CancellationToken ct)
    {
        var errors = new List<ConfigurationError>();
        foreach (var wanted in draft.Changes.Where(one => one.After is not null))
        {
            var after = wanted.After!;
            errors.AddRange(wanted.Action == ConfigurationAction.Create
                ? creation.Validate(Creation(after)).Of(wanted)
                : change.Validate(new ChangeDirectory(default, Settings(after), null)).Of(wanted));
            if (after.Text("members") is not null && after.Text("status") != Disabled)
                errors.Add(ConfigurationError.Of(wanted, "members", DirectoryErrors.MembersOfEnabled.Message));
            foreach (var (name, _) in after["breaker"]!.AsObject().Where(pair => !Limits.Contains(pair.Key, StringComparer.Ordinal)))
                errors.Add(ConfigurationError.Of(wanted, "breaker." + name, $"{name}: it is not known here; there are {string.Join(", ", Limits)}."));
        }

        return Task.FromResult<IReadOnlyList<ConfigurationError>>(errors);
    }

    public async Task<Error?> ApplyAsync(ConfigurationChange change, CancellationToken ct)
    {
        if (change.Action == ConfigurationAction.Create)
            return (await mediator.Send(Creation(change.After!), ct)).Error;
        if ((await AllAsync(ct)).FirstOrDefault(one => one.Name == change.Key) is not { } directory)
            return DirectoryErrors.NotFound;
        var refusal = change.Action == ConfigurationAction.Delete
            ? (await mediator.Send(new DeleteDirectory(directory.Id, directory.Revision), ct)).Error
            : (await mediator.Send(new ChangeDirectory(directory.Id, Settings(change.After!), directory.Revision), ct)).Error;
        memory.Forget();
        return refusal;
    }

    private async Task<List<DirectoryView>> AllAsync(CancellationToken ct)
    {
        var all = new List<DirectoryView>();
        Page<DirectoryView> page;
        do
        {
            page = await mediator.Send(new ListDirectories(new PageRequest(Portion, all.Count == 0 ? null : all[^1].Id.ToString())), ct);
            all.AddRange(page.Items);
        }
        while (page.NextCursor is not null);

        return all;
    }

    private static CreateDirectory Creation(JsonObject entry) => new(
        entry.Text("name")!, entry.Text("provider")!, entry.Text("profile"), entry.Text("status"), entry.Text("members"), entry.Flag("teamPerGroup"),
        BreakerOf(entry));

    private static DirectorySettings Settings(JsonObject entry) => new(
        Provider: entry.Text("provider"), Profile: entry.Text("profile"), Status: entry.Text("status"), Members: entry.Text("members"),
        TeamPerGroup: entry.Flag("teamPerGroup"), Breaker: BreakerOf(entry));

    private static BreakerSettings BreakerOf(JsonObject entry)
    {
        var limits = entry["breaker"]!.AsObject();
        return new(limits.Number(Limits[0]), limits.Number(Limits[1]));
    }
}
