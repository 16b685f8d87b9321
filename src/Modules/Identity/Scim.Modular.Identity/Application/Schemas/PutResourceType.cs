using System.Text.Json;
using FluentValidation;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Schemas;

/// <summary>
/// Defines a resource type of the organization: an endpoint, a schema and extensions, RFC 7643 §6. Under the name of a type that is built
/// in, it gives that one extensions.
/// </summary>
internal sealed record PutResourceType(
    string Name, string? Endpoint, string? Description, string? Schema, IReadOnlyList<ExtensionReference>? SchemaExtensions, long? ExpectedRevision)
    : ICommand<Result<PutResourceTypeResult>>;

/// <summary>The resource type as it is now, and whether it is new.</summary>
internal sealed record PutResourceTypeResult(ResourceTypeView Type, bool IsNew);

internal sealed class PutResourceTypeValidator : AbstractValidator<PutResourceType>
{
    public PutResourceTypeValidator()
    {
        RuleFor(command => command.Name).Must(IsWord).WithMessage("name: 1 to 64 letters and digits are needed, a letter first.");
        RuleFor(command => command.Endpoint).Must(endpoint => endpoint is null || (endpoint.StartsWith('/') && IsWord(endpoint[1..])))
            .WithMessage("endpoint: a slash and 1 to 64 letters and digits are needed, such as /Devices.");
        RuleFor(command => command.Description).Must(text => text is null || (text.Length <= 1000 && !text.Any(char.IsControl)))
            .WithMessage("description: at most 1000 printable characters are allowed.");
        RuleFor(command => command.SchemaExtensions).Must(all => all is null || (all.Count <= 20 && all.All(one => one?.Schema is not null)
                && all.DistinctBy(one => OrganizationSchema.KeyOf(one.Schema!), StringComparer.Ordinal).Count() == all.Count))
            .WithMessage("schemaExtensions: at most 20, each with its schema, each once.");
    }

    private static bool IsWord(string? text) =>
        text is { Length: >= 1 and <= 64 } && char.IsAsciiLetter(text[0]) && text.All(char.IsAsciiLetterOrDigit);
}

internal sealed class PutResourceTypeHandler(ISchemaRepository schemas, CallContext call, TimeProvider clock)
    : ICommandHandler<PutResourceType, Result<PutResourceTypeResult>>
{
    private const int Most = 50;
    private static readonly string[] TakenEndpoints = ["/Me", "/Bulk", "/Schemas", "/ResourceTypes", "/ServiceProviderConfig"];

    public async Task<Result<PutResourceTypeResult>> Handle(PutResourceType command, CancellationToken ct)
    {
        if (await schemas.LockAsync(call.Organization, ct) is not { } organization)
            return OrganizationErrors.NotFound;
        var all = await schemas.AllTypesAsync(ct);
        var known = all.FirstOrDefault(type => type.Name.Equals(command.Name, StringComparison.OrdinalIgnoreCase));
        if (command.ExpectedRevision is { } expected && expected != (known?.Revision ?? 0))
            return SchemaErrors.Stale;
        if (known is null && all.Count >= Most)
            return SchemaErrors.TooMany("resource types", Most);

        var builtIn = Catalogs.BuiltIn.Types.FirstOrDefault(type => type.Name.Equals(command.Name, StringComparison.OrdinalIgnoreCase));
        var refused = builtIn is null ? Refused(command, all) : RefusedOfBuiltIn(command, builtIn);
        if (refused is not null)
            return refused;
        var wanted = (command.SchemaExtensions ?? []).Where(extension => !IsBuiltInExtension(builtIn, extension.Schema!)).ToArray();
        if (await MissingAsync(command, wanted, ct) is { } missing)
            return SchemaErrors.Unknown(missing);
        if (known is not null && await HeldAsync(known, command, wanted, ct) is { } held)
            return held;

        var type = known ?? new OrganizationResourceType(call.Organization, builtIn?.Name ?? command.Name, clock.Now());
        if (type.Define(
            command.Endpoint, command.Description ?? "", command.Schema, JsonSerializer.Serialize(wanted, JsonSerializerOptions.Web), clock.Now()))
        {
            organization.ResourceTypeWasDefined(
                type.Name, type.Endpoint, type.Schema, [.. wanted.Select(extension => extension.Schema!)], clock.Now());
        }

        if (known is null)
            schemas.Add(type);
        return new PutResourceTypeResult(ResourceTypeView.Of(type), known is null);
    }

    private static Error? Refused(PutResourceType command, IReadOnlyList<OrganizationResourceType> all)
    {
        if (command.Endpoint is not { } endpoint)
            return new Error(ErrorKind.Invalid, "invalid", "endpoint: it is needed, such as /Devices.");
        if (command.Schema is null)
            return new Error(ErrorKind.Invalid, "invalid", "schema: the URN of the base schema is needed.");
        var others = all.Where(type => !type.Name.Equals(command.Name, StringComparison.OrdinalIgnoreCase)).Select(type => type.Endpoint);
        return Catalogs.BuiltIn.Types.Select(type => type.Definition.Endpoint).Concat(TakenEndpoints).Concat(others)
            .Any(taken => endpoint.Equals(taken, StringComparison.OrdinalIgnoreCase))
            ? SchemaErrors.EndpointTaken(endpoint)
            : null;
    }

    private static Error? RefusedOfBuiltIn(PutResourceType command, ServedType builtIn) =>
        command.Endpoint is not null || command.Schema is not null || builtIn.Kind == ResourceKind.License ? SchemaErrors.Fixed(builtIn.Name) : null;

    private static bool IsBuiltInExtension(ServedType? builtIn, string urn) => builtIn?.Definition.FindExtension(urn) is not null;

    private async Task<string?> MissingAsync(PutResourceType command, IEnumerable<ExtensionReference> extensions, CancellationToken ct)
    {
        foreach (var urn in extensions.Select(extension => extension.Schema!).Concat(command.Schema is null ? [] : [command.Schema]))
            if (await schemas.FindAsync(OrganizationSchema.KeyOf(urn), ct) is null)
                return urn;
        return null;
    }

    // Nothing stored loses its schema.
    private async Task<Error?> HeldAsync(
        OrganizationResourceType known, PutResourceType command, ExtensionReference[] wanted, CancellationToken ct)
    {
        if (known.Schema is { } schema && !schema.Equals(command.Schema, StringComparison.OrdinalIgnoreCase) && await schemas.HasResourcesAsync(known.Name, ct))
            return SchemaErrors.TypeInUse(known.Name);
        return await ExtensionsInUse.FirstAsync(schemas, known, [.. wanted.Select(extension => extension.Schema!)], ct);
    }
}

/// <summary>The rule that an extension stays as long as a resource has values of it.</summary>
internal static class ExtensionsInUse
{
    public static async Task<Error?> FirstAsync(
        ISchemaRepository schemas, OrganizationResourceType type, IReadOnlyCollection<string> staying, CancellationToken ct)
    {
        foreach (var urn in Catalogs.ExtensionsOf(type).Select(extension => extension.Schema!)
            .Where(urn => !staying.Contains(urn, StringComparer.OrdinalIgnoreCase)))
        {
            if (await schemas.HasValuesAsync(type.Name, urn, ct))
                return SchemaErrors.ExtensionInUse(urn, type.Name);
        }

        return null;
    }
}
