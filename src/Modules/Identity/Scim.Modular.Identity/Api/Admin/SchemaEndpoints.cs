using System.Text.Json.Nodes;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Application.Schemas;
using Scim.Modular.Platform.Http;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.Admin;

/// <summary>Schemas and resource types of an organization: what its identity providers may send beyond the core.</summary>
internal static class SchemaEndpoints
{
    public static void MapSchemas(this RouteGroupBuilder organization)
    {
        var schemas = organization.MapGroup("/schemas").WithTags("Schemas");
        schemas.MapPut("{urn}", PutSchemaAsync)
            .WithName("PutSchema").WithSummary("Defines a schema, in the form of RFC 7643 §7. While a resource type uses it, attributes can be added and none removed or retyped. Honours If-Match.")
            .Accepts<SchemaBody>("application/json")
            .Produces<SchemaView>().Produces<SchemaView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        schemas.MapGet("", async (string org, IMediator mediator, CancellationToken ct) => new Page<SchemaView>(await mediator.Send(new ListSchemas(), ct), null))
            .WithName("ListSchemas").WithSummary("The schemas that the organization has defined.").Produces<Page<SchemaView>>();
        schemas.MapGet("{urn}", GetSchemaAsync)
            .WithName("GetSchema").WithSummary("One schema.").Produces<SchemaView>().ProducesProblem(StatusCodes.Status404NotFound);
        schemas.MapDelete("{urn}", DeleteSchemaAsync)
            .WithName("DeleteSchema").WithSummary("Deletes a schema that no resource type uses; honours If-Match.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);

        var types = organization.MapGroup("/resource-types").WithTags("Schemas");
        types.MapPut("{name}", PutTypeAsync)
            .WithName("PutResourceType").WithSummary("Defines a resource type, RFC 7643 §6; for User and Group, which extensions they have beyond those built in. Honours If-Match.")
            .Produces<ResourceTypeView>().Produces<ResourceTypeView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        types.MapGet("", async (string org, IMediator mediator, CancellationToken ct) => new Page<ResourceTypeView>(await mediator.Send(new ListResourceTypes(), ct), null))
            .WithName("ListResourceTypes").WithSummary("The resource types that the organization has defined or extended.").Produces<Page<ResourceTypeView>>();
        types.MapGet("{name}", GetTypeAsync)
            .WithName("GetResourceType").WithSummary("One resource type.").Produces<ResourceTypeView>().ProducesProblem(StatusCodes.Status404NotFound);
        types.MapDelete("{name}", DeleteTypeAsync)
            .WithName("DeleteResourceType").WithSummary("Deletes a resource type without resources, or takes the extensions off User or Group where nobody has values of them; honours If-Match.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> PutSchemaAsync(
        string org, string urn, JsonObject body, HttpContext http, IMediator mediator, IResourceCatalogs catalogs, CancellationToken ct)
    {
        SchemaDefinition definition;
        try
        {
            definition = SchemaDefinition.Parse(WithId(body, urn));
        }
        catch (ScimException refused)
        {
            throw new BadHttpRequestException(refused.Detail, refused);
        }

        var put = await mediator.Send(new PutSchema(definition.Id, definition, http.Request.IfMatch()), ct);
        catalogs.Forget();
        return put.ToHttp(result => result.IsNew
            ? AdminApi.Created(http, $"/admin/v1/organizations/{org}/schemas/{Uri.EscapeDataString(result.Schema.Id)}", result.Schema, result.Schema.Revision)
            : AdminApi.Versioned(http, result.Schema, result.Schema.Revision));
    }

    // The address names the schema; a body that names another is a mistake.
    private static JsonObject WithId(JsonObject body, string urn)
    {
        foreach (var name in body.Select(pair => pair.Key).Where(name => name.Equals("id", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            if (body[name] is not JsonValue id || !id.TryGetValue<string>(out var given) || !given.Equals(urn, StringComparison.OrdinalIgnoreCase))
                throw new BadHttpRequestException("id: it must be the URN in the address, or be left out.");
            body.Remove(name);
        }

        body["id"] = urn;
        return body;
    }

    private static async Task<IResult> GetSchemaAsync(string org, string urn, HttpContext http, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetSchema(urn), ct) is { } found ? AdminApi.Versioned(http, found, found.Revision) : Problems.NotFound("schema");

    private static async Task<IResult> DeleteSchemaAsync(
        string org, string urn, HttpRequest request, IMediator mediator, IResourceCatalogs catalogs, CancellationToken ct)
    {
        var deleted = await mediator.Send(new DeleteSchema(urn, request.IfMatch()), ct);
        catalogs.Forget();
        return deleted.ToHttp();
    }

    private static async Task<IResult> PutTypeAsync(
        string org, string name, ResourceTypeBody body, HttpContext http, IMediator mediator, IResourceCatalogs catalogs, CancellationToken ct)
    {
        var put = await mediator.Send(
            new PutResourceType(name, body.Endpoint, body.Description, body.Schema, body.SchemaExtensions, http.Request.IfMatch()), ct);
        catalogs.Forget();
        return put.ToHttp(result => result.IsNew
            ? AdminApi.Created(http, $"/admin/v1/organizations/{org}/resource-types/{result.Type.Name}", result.Type, result.Type.Revision)
            : AdminApi.Versioned(http, result.Type, result.Type.Revision));
    }

    private static async Task<IResult> GetTypeAsync(string org, string name, HttpContext http, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetResourceType(name), ct) is { } found
            ? AdminApi.Versioned(http, found, found.Revision)
            : Problems.NotFound("resource type");

    private static async Task<IResult> DeleteTypeAsync(
        string org, string name, HttpRequest request, IMediator mediator, IResourceCatalogs catalogs, CancellationToken ct)
    {
        var deleted = await mediator.Send(new DeleteResourceType(name, request.IfMatch()), ct);
        catalogs.Forget();
        return deleted.ToHttp();
    }

    /// <summary>A schema as it is sent; <c>attributes</c> are those of RFC 7643 §7.</summary>
    private sealed record SchemaBody(string? Name = null, string? Description = null, IReadOnlyList<JsonObject>? Attributes = null);

    private sealed record ResourceTypeBody(
        string? Endpoint = null, string? Description = null, string? Schema = null, IReadOnlyList<ExtensionReference>? SchemaExtensions = null);
}
