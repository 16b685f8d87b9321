using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
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
        (403, "The credential opens something else."),
        (429, "Too many requests; wait as long as Retry-After says."),
    ];

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(Complete);
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
