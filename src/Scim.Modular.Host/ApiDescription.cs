using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Host;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and the page at <c>/docs</c>. Both are open to everybody: they hold no data.</summary>
internal static class ApiDescription
{
    private const string Document = "v1";
    private const string Scheme = "bearer";

    private static readonly (int Status, string Meaning)[] Refusals =
    [
        (400, "The request is wrong in itself; errors names each property."),
        (401, "The credential is missing, unknown, revoked or expired."),
        (403, "The credential opens something else, or lacks the scope that this needs."),
        (429, "Too many requests; wait as long as Retry-After says."),
    ];

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(Complete);
        options.AddOperationTransformer(DescribeMutation);
        options.AddSchemaTransformer(ShowIdAsText);
    });

    public static void MapApiDescription(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    public static void UseApiPages(this IApplicationBuilder app) => app.UseSwaggerUI(page =>
    {
        page.RoutePrefix = "docs";
        page.DocumentTitle = "Scim.Modular";
        page.SwaggerEndpoint($"/openapi/{Document}.json", "Scim.Modular");
    });

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Scim.Modular",
            Version = Document,
            Description = "Administration of a multi-tenant SCIM 2.0 provisioning server. Lists answer {items, nextCursor} and take limit and "
                + "cursor; refusals are RFC 9457 problem details with a stable code; single resources carry an ETag and honour If-Match.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Scheme,
            Description = "An admin key (sca_…) for the admin API, a directory's token (scm_…) for SCIM.",
        };
        return Task.CompletedTask;
    }

    private static async Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
            return;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        operation.Responses ??= [];
        if (context.Description.RelativePath?.StartsWith("scim", StringComparison.OrdinalIgnoreCase) == true)
            return;

        var problem = await context.GetOrCreateSchemaAsync(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), null, ct);
        foreach (var (status, meaning) in Refusals)
        {
            operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = meaning,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() { Schema = problem } },
            });
        }
    }

    // What AdminMutations serves for all of them.
    private static Task DescribeMutation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var description = context.Description;
        if (description.RelativePath?.StartsWith("admin/", StringComparison.OrdinalIgnoreCase) != true || description.HttpMethod is null or "GET")
            return Task.CompletedTask;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = AdminMutations.KeyHeader,
            In = ParameterLocation.Header,
            Description = "Names the request (1 to 255 visible ASCII characters, new for each): a repeat within 24 hours changes nothing again and "
                + $"gets the same answer with {AdminMutations.ReplayedHeader}: true. 409 request_in_progress: wait; 409 already_applied: done, "
                + "the answer is not kept; 422 idempotency_key_reused: it named another request. A refused request may be sent again.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 },
        });
        if (operation.Parameters.All(parameter => parameter.Name != AdminMutations.DryRunParameter))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = AdminMutations.DryRunParameter,
                In = ParameterLocation.Query,
                Description = "true: answers what the call would answer, with Dry-Run: true and without Location, and changes nothing.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false },
            });
        }

        return Task.CompletedTask;
    }

    private static Task ShowIdAsText(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (Array.Exists(type.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IId<>)))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "uuid";
            schema.Properties?.Clear();
        }

        return Task.CompletedTask;
    }
}
