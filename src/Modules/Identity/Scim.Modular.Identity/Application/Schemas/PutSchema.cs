using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Schemas;

/// <summary>Defines a schema of the organization, or changes it: RFC 7643 §7 says how one is written.</summary>
/// <param name="Urn">Its URN, which is its id.</param>
/// <param name="Definition">Name, description and attributes.</param>
/// <param name="ExpectedRevision">The revision that it must have, when the caller demands one.</param>
internal sealed record PutSchema(string Urn, SchemaDefinition Definition, long? ExpectedRevision) : ICommand<Result<PutSchemaResult>>;

/// <summary>The schema as it is now, and whether it is new.</summary>
internal sealed record PutSchemaResult(SchemaView Schema, bool IsNew);

internal sealed class PutSchemaHandler(ISchemaRepository schemas, CallContext call, TimeProvider clock)
    : ICommandHandler<PutSchema, Result<PutSchemaResult>>
{
    private const int Most = 50;

    public async Task<Result<PutSchemaResult>> Handle(PutSchema command, CancellationToken ct)
    {
        if (Catalogs.IsBuiltIn(command.Urn))
            return SchemaErrors.BuiltIn(command.Urn);

        if (await schemas.LockAsync(call.Organization, ct) is not { } organization)
            return OrganizationErrors.NotFound;
        var known = await schemas.FindAsync(OrganizationSchema.KeyOf(command.Urn), ct);
        if (command.ExpectedRevision is { } expected && expected != (known?.Revision ?? 0))
            return SchemaErrors.Stale;
        if (known is null && (await schemas.AllAsync(ct)).Count >= Most)
            return SchemaErrors.TooMany("schemas", Most);
        if (known is not null && (await SchemaUse.OfAsync(schemas, known.UrnKey, ct)).Count > 0
            && Incompatible(Catalogs.Parse(known).Attributes, command.Definition.Attributes, "") is { } error)
        {
            return error;
        }

        var schema = known ?? new OrganizationSchema(call.Organization, command.Urn, clock.Now());
        if (schema.Define((command.Definition with { Id = schema.Urn }).ToJson().ToJsonString(), clock.Now()))
            organization.SchemaWasDefined(schema.Urn, [.. command.Definition.Attributes.Select(attribute => attribute.Name)], clock.Now());
        if (known is null)
            schemas.Add(schema);
        return new PutSchemaResult(SchemaView.Of(schema), known is null);
    }

    // What resources may have values of stays what it is: nothing stored becomes wrong by a definition.
    private static Error? Incompatible(IReadOnlyList<AttributeDefinition> before, IReadOnlyList<AttributeDefinition> after, string prefix)
    {
        foreach (var old in before)
        {
            var path = prefix + old.Name;
            if (after.FirstOrDefault(attribute => attribute.Name.Equals(old.Name, StringComparison.OrdinalIgnoreCase)) is not { } now)
                return SchemaErrors.Incompatible(path, "it can't be removed, and its name");
            if (Changed(old, now) is { } what)
                return SchemaErrors.Incompatible(path, what);
            if (Incompatible(old.SubAttributes, now.SubAttributes, path + ".") is { } inner)
                return inner;
        }

        return null;
    }

    private static string? Changed(AttributeDefinition old, AttributeDefinition now) =>
        old.Name != now.Name ? "the spelling of its name"
        : old.Type != now.Type ? "its type"
        : old.MultiValued != now.MultiValued ? "multiValued"
        : old.CaseExact != now.CaseExact ? "caseExact"
        : old.Uniqueness != now.Uniqueness ? "uniqueness"
        : null;
}

/// <summary>Who uses a schema.</summary>
internal static class SchemaUse
{
    public static async Task<IReadOnlyList<string>> OfAsync(ISchemaRepository schemas, string urnKey, CancellationToken ct) =>
        [.. (await schemas.AllTypesAsync(ct))
            .Where(type => Catalogs.ExtensionsOf(type).Select(extension => extension.Schema).Append(type.Schema)
                .Any(urn => urn is not null && OrganizationSchema.KeyOf(urn) == urnKey))
            .Select(type => type.Name)];
}
