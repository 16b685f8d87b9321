using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Oversight.Api.Configuration;
using Scim.Modular.Oversight.Application.Configuration;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.Oversight.Api.Admin;

/// <summary>The configuration of an organization as a file: to keep beside the code, to compare, to give to another organization.</summary>
internal static class ConfigurationEndpoints
{
    private const string Yaml = "application/yaml";
    private static readonly string[] OtherNames = ["application/x-yaml", "text/yaml"];
    private static readonly TimeSpan LongAnswer = TimeSpan.FromMinutes(10);
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void MapConfiguration(this IEndpointRouteBuilder organization)
    {
        var configuration = organization.MapGroup("/configuration").WithTags("Configuration");
        configuration.MapGet("", ExportAsync).WithName("ExportConfiguration").WithSummary("The configuration as a YAML file.")
            .WithDescription("Directories, plans, teams and group mappings by their names: no ids, no tokens, no people.")
            .Produces<string>(StatusCodes.Status200OK, Yaml);
        configuration.MapPost("/plan", PlanAsync).WithName("PlanConfiguration").WithSummary("What applying a YAML file would change; changes nothing.")
            .WithDescription(
                "A section that is left out stays as it is, and so does a property that an entry leaves out, and an entry that its section leaves "
                + "out; with prune=true such entries are deleted. No anchors, aliases or tags; 1 MiB at most. A refusal names lines and properties.")
            .Accepts<string>(Yaml, OtherNames).Produces<ConfigurationPlanView>().ProducesProblem(StatusCodes.Status400BadRequest)
            .WithMetadata(new LargeFileAttribute()).WithRequestTimeout(LongAnswer);
        configuration.MapPut("", ApplyAsync).RequireFreshSignIn().WithName("ApplyConfiguration").WithSummary("Applies a YAML file that was planned.")
            .WithDescription(
                "hash is that of the plan: 412 when the file, prune or the configuration is not what was planned. Nothing is changed when anything is "
                + "wrong with the file. A plan that makes somebody admin or owner of a team is confirmed by its hash. When something comes in between "
                + "(a crash, somebody else's change), plan and apply the same file again: what is done already is not done again. "
                + "dryRun=true answers the plan.")
            .Accepts<string>(Yaml, OtherNames).Produces<ConfigurationPlanView>().ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .WithMetadata(new LargeFileAttribute()).WithRequestTimeout(LongAnswer);
    }

    private static async Task<IResult> ExportAsync(string org, ConfigurationPlanner planner, CancellationToken ct) =>
        TypedResults.Text(YamlWriter.Write(await planner.ExportAsync(ct)), Yaml, Encoding.UTF8);

    private static async Task<IResult> PlanAsync(string org, bool? prune, HttpRequest request, ConfigurationFiles files, CancellationToken ct) =>
        Answer(await files.PlanAsync(await ReadAsync(request, ct), prune ?? false, ct));

    private static async Task<IResult> ApplyAsync(
        string org, string? hash, bool? prune, bool? dryRun, HttpRequest request, ConfigurationFiles files, CancellationToken ct)
    {
        var file = await ReadAsync(request, ct);
        return Answer(dryRun == true
            ? await files.CheckAsync(file, prune ?? false, hash, ct)
            : await files.ApplyAsync(file, prune ?? false, hash, passed: null, ct));
    }

    private static async Task<YamlFile> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        if (body.Length > YamlReader.LargestFile)
            throw new BadHttpRequestException($"The file is larger than {YamlReader.LargestFile} bytes.", StatusCodes.Status413PayloadTooLarge);
        try
        {
            return YamlReader.Read(Strict.GetString(body.GetBuffer(), 0, (int)body.Length));
        }
        catch (ArgumentException)
        {
            return new(null, new Dictionary<string, int>(StringComparer.Ordinal), new(1, "It is not UTF-8."));
        }
    }

    private static IResult Answer(FileOutcome outcome) => outcome switch
    {
        { Errors.Count: > 0 } => Refuse(outcome.Errors),
        { Refusal: { } refusal, Made: { } made } => TypedResults.Problem(
            refusal.Message, statusCode: StatusCodes.Status409Conflict, title: "Conflict", extensions: [new("code", refusal.Code), new("made", made)]),
        { Refusal: { } refusal } => Problems.Of(refusal),
        _ => TypedResults.Ok(ConfigurationPlanView.Of(outcome.Plan!)),
    };

    private static IResult Refuse(IReadOnlyList<FileError> errors) => TypedResults.Problem(
        string.Join(' ', errors.Take(10).Select(error => string.Create(CultureInfo.InvariantCulture, $"Line {error.Line}: {error.Message}"))),
        statusCode: StatusCodes.Status400BadRequest, title: "Bad Request", extensions: [new("code", "invalid_configuration"), new("errors", errors)]);
}

/// <summary>What a file would change, or has changed.</summary>
internal sealed record ConfigurationPlanView(IReadOnlyList<ConfigurationChangeView> Changes, string Hash)
{
    public static ConfigurationPlanView Of(ConfigurationPlan plan) => new([.. plan.Changes.Select(ConfigurationChangeView.Of)], plan.Hash);
}

/// <summary>One entry: of which kind, what becomes of it, and how it is before and after.</summary>
internal sealed record ConfigurationChangeView(
    string Kind, string Key, ConfigurationAction Action, System.Text.Json.Nodes.JsonObject? Before, System.Text.Json.Nodes.JsonObject? After)
{
    // A section holds several: "plans" are of the kind "plan".
    public static ConfigurationChangeView Of(ConfigurationChange change) => new(
        change.Section switch { "directories" => "directory", var section => section.TrimEnd('s') }, change.Key, change.Action, change.Before, change.After);
}
