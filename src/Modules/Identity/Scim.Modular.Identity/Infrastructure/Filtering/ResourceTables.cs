using Scim.Modular.Identity.Domain;
using Scim.Modular.Protocol.Filtering;

namespace Scim.Modular.Identity.Infrastructure.Filtering;

/// <summary>Where the attributes of users and of groups are. An index serves a filter on those that have a column.</summary>
internal static class ResourceTables
{
    /// <param name="dialect">The database's words.</param>
    /// <param name="table">The name of a table, quoted, by its name in the model.</param>
    public static FilterTables Users(JsonDialect dialect, Func<string, string> table) => new(
        Common(dialect, "User", new()
        {
            ["userName"] = new(ColumnKind.Text, "r.user_name_key"),
            ["active"] = new(ColumnKind.Boolean, "r.active"),
        }),
        new Dictionary<string, FilterRows>(StringComparer.Ordinal)
        {
            ["emails"] = new(
                $"{table("user_emails")} AS m WHERE m.organization_id = {FilterRows.Organization} AND m.directory_id = {FilterRows.Directory}",
                new Dictionary<string, FilterColumn>(StringComparer.Ordinal) { ["value"] = new(ColumnKind.Text, "m.value_key") },
                // An address too long for the index is not in it, so only the lookup of a short one is answered by it.
                filter => filter is TypedComparison { Op: CompareOperator.Equal, Attribute.SubAttribute.Name: "value", Value.Text: { } text }
                    && FoldedKey.Fits(text),
                // From the address to its user: SQLite would take EXISTS as a question to every user of the directory.
                Key: "m.user_id"),
            ["groups"] = new(
                $"{table("group_members")} AS m JOIN {table("groups")} AS g ON g.organization_id = m.organization_id AND g.id = m.group_id "
                    + "WHERE m.organization_id = r.organization_id AND m.user_id = r.id",
                new Dictionary<string, FilterColumn>(StringComparer.Ordinal)
                {
                    ["value"] = new(ColumnKind.Id, "g.id"),
                    ["$ref"] = Address(dialect, "Groups", "g.id"),
                    ["display"] = new(ColumnKind.Text, "g.display_name_key"),
                    ["type"] = new(ColumnKind.Text, dialect.Word("direct")),
                }),
        });

    /// <inheritdoc cref="Users"/>
    public static FilterTables Groups(JsonDialect dialect, Func<string, string> table) => new(
        Common(dialect, "Group", new() { ["displayName"] = new(ColumnKind.Text, "r.display_name_key") }),
        new Dictionary<string, FilterRows>(StringComparer.Ordinal)
        {
            ["members"] = new(
                $"{table("group_members")} AS m JOIN {table("users")} AS u ON u.organization_id = m.organization_id AND u.id = m.user_id "
                    + "WHERE m.organization_id = r.organization_id AND m.group_id = r.id AND u.deleted_at IS NULL",
                new Dictionary<string, FilterColumn>(StringComparer.Ordinal)
                {
                    ["value"] = new(ColumnKind.Id, "m.user_id"),
                    ["$ref"] = Address(dialect, "Users", "m.user_id"),
                    ["type"] = new(ColumnKind.Text, dialect.Word("user")),
                    ["display"] = new(ColumnKind.Text, "u.display_key"),
                }),
        });

    private static Dictionary<string, FilterColumn> Common(
        JsonDialect dialect, string type, Dictionary<string, FilterColumn> columns)
    {
        columns["id"] = new(ColumnKind.Id, "r.id");
        columns["externalId"] = new(ColumnKind.Text, "r.external_id", Nullable: true);
        columns["meta.resourceType"] = new(ColumnKind.Text, dialect.Word(type));
        columns["meta.created"] = new(ColumnKind.Time, "r.created_at");
        columns["meta.lastModified"] = new(ColumnKind.Time, "r.last_modified_at");
        columns["meta.location"] = Address(dialect, type + "s", "r.id");
        columns["meta.version"] = new(ColumnKind.Text, $"CONCAT('W/\"', {dialect.NumberText("r.version")}, '\"')");
        return columns;
    }

    private static FilterColumn Address(JsonDialect dialect, string endpoint, string id) =>
        new(ColumnKind.Text, $"CONCAT({FilterColumn.Location}, '/{endpoint}/', {dialect.IdText(id)})");
}
