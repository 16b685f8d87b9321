using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MediatR;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Application.Schemas;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Platform.Modules;

namespace Scim.Modular.Identity.Api.Conformance;

/// <summary>
/// What the answers to a directory's client depend on: its settings, the schemas and resource types of its organization, and the plans, which
/// may refuse a new user. Teams and mappings change no answer.
/// </summary>
internal sealed record DirectoryConfiguration(
    DirectoryView Directory, IReadOnlyList<SchemaView> Schemas, IReadOnlyList<ResourceTypeView> ResourceTypes, IReadOnlyList<JsonObject> Plans)
{
    private const string PlanSection = "plans";

    /// <summary>Reads it, in the organization that was entered; null when there is no such directory.</summary>
    public static async Task<DirectoryConfiguration?> ReadAsync(
        IMediator mediator, IEnumerable<IConfigurationPart> parts, DirectoryId directory, CancellationToken ct)
    {
        if (await mediator.Send(new GetDirectory(directory), ct) is not { } found)
            return null;
        var plans = parts.FirstOrDefault(part => part.Section == PlanSection);
        return new(
            found, await mediator.Send(new ListSchemas(), ct), await mediator.Send(new ListResourceTypes(), ct),
            plans is null ? [] : await plans.ExportAsync(ct));
    }
}

/// <summary>Makes organizations with one directory in a sandbox, by its own admin API.</summary>
internal sealed class SandboxTenants(ISandbox sandbox)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>A new organization, in which nobody is, with a directory that is configured like another one.</summary>
    public async Task<SandboxDirectory> MakeAsync(DirectoryConfiguration configuration, CancellationToken ct)
    {
        var slug = "s" + Guid.CreateVersion7().ToString("N");
        await SendAsync(HttpMethod.Post, "/admin/v1/organizations", new JsonObject { ["slug"] = slug, ["name"] = "Sandbox" }, ct);
        var organization = "/admin/v1/organizations/" + slug;
        foreach (var schema in configuration.Schemas)
        {
            await SendAsync(
                HttpMethod.Put, $"{organization}/schemas/{Uri.EscapeDataString(schema.Id)}",
                new { schema.Name, schema.Description, schema.Attributes }, ct);
        }

        foreach (var type in configuration.ResourceTypes)
        {
            await SendAsync(
                HttpMethod.Put, $"{organization}/resource-types/{type.Name}",
                new { type.Endpoint, type.Description, type.Schema, type.SchemaExtensions }, ct);
        }

        foreach (var plan in configuration.Plans)
        {
            var body = (JsonObject)plan.DeepClone();
            body.Remove("key", out var key);
            await SendAsync(HttpMethod.Put, $"{organization}/plans/{Uri.EscapeDataString(key!.GetValue<string>())}", body, ct);
        }

        var directory = configuration.Directory;
        var made = await SendAsync(
            HttpMethod.Post, organization + "/directories",
            new
            {
                directory.Name, directory.Provider, directory.Profile, Status = DirectoryStatuses.WordOf(directory.Status), directory.Members,
                directory.TeamPerGroup, directory.Breaker,
            }, ct);
        var id = made["id"]!.GetValue<string>();
        var token = await SendAsync(HttpMethod.Post, $"{organization}/directories/{id}/tokens", new JsonObject { ["name"] = "sandbox" }, ct);
        return new("/scim/v2/" + id, token["token"]!.GetValue<string>());
    }

    private async Task<JsonNode> SendAsync<T>(HttpMethod method, string path, T body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", sandbox.AdminKey) },
            Content = new StringContent(JsonSerializer.Serialize(body, Json), Encoding.UTF8, "application/json"),
        };
        using var response = await sandbox.Http.SendAsync(request, ct);
        if (response.IsSuccessStatusCode)
            return (await response.Content.ReadFromJsonAsync<JsonNode>(ct))!;
        var detail = JsonNode.Parse(await response.Content.ReadAsStringAsync(ct))?["detail"]?.GetValue<string>();
        throw new SandboxRefusalException($"{method} {path.Split('/')[^1]} was answered with {(int)response.StatusCode}: {detail}");
    }
}

/// <summary>The sandbox does not take the configuration that the directory has.</summary>
internal sealed class SandboxRefusalException(string message) : Exception(message);
