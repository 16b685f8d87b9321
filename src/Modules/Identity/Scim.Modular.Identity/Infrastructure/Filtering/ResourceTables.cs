using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Domain;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Identity.Infrastructure.Filtering;

/// <summary>The rows of a resource type: the table <c>r</c>, and which of its rows are meant.</summary>
/// <param name="Table">Its name, quoted.</param>
/// <param name="Condition">Which rows: the organization and directory, and what else makes a row a resource of this type.</param>
/// <param name="Id">The column with the id.</param>
/// <param name="IdIsText">Whether the id is a text and no identifier of ours.</param>
/// <param name="Filters">Where its attributes are.</param>
internal sealed record ResourceTable(string Table, string Condition, string Id, bool IdIsText, FilterTables Filters);

/// <summary>
/// Where resources and their attributes are; one for each kind of database. An index serves a filter on those that have a column.
/// </summary>
/// <param name="dialect">The database's words.</param>
/// <param name="table">The name of a table, quoted, by its name in the model.</param>
internal sealed class ResourceTables(JsonDialect dialect, Func<string, string> table)
{
    private const string OfOrganization = $"r.organization_id = {FilterRows.Organization}";
    private const string OfDirectory = $"{OfOrganization} AND r.directory_id = {FilterRows.Directory}";

    private ResourceTable? _users;
    private ResourceTable? _groups;

    public ResourceTable Of(ServedType type) => type.Kind switch
    {
        ResourceKind.User => _users ??= new(table("users"), $"{OfDirectory} AND r.deleted_at IS NULL", "r.id", IdIsText: false, Users()),
        ResourceKind.Group => _groups ??= new(table("groups"), OfDirectory, "r.id", IdIsText: false, Groups()),
        ResourceKind.License => new(table("offered_licenses"), $"{OfOrganization} AND r.name IS NOT NULL", "r.key", IdIsText: true, Licenses()),
        _ => new(table("resources"), $"{OfDirectory} AND r.type = {dialect.Word(type.Name)}", "r.id", IdIsText: false, Own(type.Definition)),
    };

    private FilterTables Users() => new(
        Common("User", "/Users", new()
        {
            ["userName"] = new(ColumnKind.Text, "r.user_name_key"),
            ["active"] = new(ColumnKind.Boolean, "r.active"),
            [LicenseExtension.PathOf("plan")] = OfLicense(ColumnKind.Text, "plan"),
            [LicenseExtension.PathOf("status")] = OfLicense(ColumnKind.Text, "status"),
            [LicenseExtension.PathOf("since")] = OfLicense(ColumnKind.Time, "since"),
            [LicenseExtension.PathOf("waitsFor")] = OfLicense(ColumnKind.Text, "waits_for"),
        }),
        new Dictionary<string, FilterRows[]>(StringComparer.Ordinal)
        {
            ["emails"] =
            [
                new(
                    $"{table("user_emails")} AS m WHERE m.organization_id = {FilterRows.Organization} AND m.directory_id = {FilterRows.Directory}",
                    new Dictionary<string, FilterColumn>(StringComparer.Ordinal) { ["value"] = new(ColumnKind.Text, "m.value_key") },
                    // An address too long for the index is not in it, so only the lookup of a short one is answered by it.
                    filter => filter is TypedComparison { Op: CompareOperator.Equal, Attribute.SubAttribute.Name: "value", Value.Text: { } text }
                        && FoldedKey.Fits(text),
                    // From the address to its user: SQLite would take EXISTS as a question to every user of the directory.
                    Key: "m.user_id"),
            ],
            ["groups"] =
            [
                new(
                    $"{table("group_members")} AS m JOIN {table("groups")} AS g ON g.organization_id = m.organization_id AND g.id = m.group_id "
                        + "WHERE m.organization_id = r.organization_id AND m.user_id = r.id",
                    Reference("Groups", "g.id", "g.display_name_key", "direct")),
                // Who is in a group directly as well is listed as that alone.
                new(
                    $"{table("group_members")} AS m JOIN {table("group_ancestors")} AS a ON a.organization_id = m.organization_id AND a.group_id = m.group_id "
                        + $"JOIN {table("groups")} AS g ON g.organization_id = a.organization_id AND g.id = a.ancestor_id "
                        + "WHERE m.organization_id = r.organization_id AND m.user_id = r.id "
                        + $"AND NOT EXISTS (SELECT 1 FROM {table("group_members")} AS d WHERE d.organization_id = m.organization_id AND d.group_id = g.id AND d.user_id = m.user_id)",
                    Reference("Groups", "g.id", "g.display_name_key", "indirect")),
            ],
        },
        UniqueOf("User"),
        Computed: LicenseExtension.PathOf("waitlistPosition"));

    private FilterColumn OfLicense(ColumnKind kind, string column) => new(
        kind, $"(SELECT s.{column} FROM {table("user_licenses")} AS s WHERE s.organization_id = r.organization_id AND s.user_id = r.id)", Nullable: true);

    private FilterTables Groups() => new(
        Common("Group", "/Groups", new() { ["displayName"] = new(ColumnKind.Text, "r.display_name_key") }),
        new Dictionary<string, FilterRows[]>(StringComparer.Ordinal)
        {
            ["members"] =
            [
                new(
                    $"{table("group_members")} AS m JOIN {table("users")} AS u ON u.organization_id = m.organization_id AND u.id = m.user_id "
                        + "WHERE m.organization_id = r.organization_id AND m.group_id = r.id AND u.deleted_at IS NULL",
                    Reference("Users", "m.user_id", "u.display_key", "user")),
                new(
                    $"{table("nested_groups")} AS n JOIN {table("groups")} AS g ON g.organization_id = n.organization_id AND g.id = n.member_id "
                        + "WHERE n.organization_id = r.organization_id AND n.group_id = r.id",
                    Reference("Groups", "g.id", "g.display_name_key", "group")),
            ],
        },
        UniqueOf("Group"));

    private FilterTables Own(ResourceTypeDefinition type) =>
        new(Common(type.Name, type.Endpoint, []), new Dictionary<string, FilterRows[]>(), UniqueOf(type.Name));

    private FilterTables Licenses()
    {
        var columns = Common("License", "/Licenses", []);
        columns.Remove("externalId");
        columns["id"] = new(ColumnKind.Text, "r.key");
        columns["meta.location"] = new(ColumnKind.Text, $"CONCAT({FilterColumn.Location}, '/Licenses/', r.key)");
        return new(columns, new Dictionary<string, FilterRows[]>());
    }

    private Dictionary<string, FilterColumn> Common(string type, string endpoint, Dictionary<string, FilterColumn> columns)
    {
        columns["id"] = new(ColumnKind.Id, "r.id");
        columns["externalId"] = new(ColumnKind.Text, "r.external_id", Nullable: true);
        columns["meta.resourceType"] = new(ColumnKind.Text, dialect.Word(type));
        columns["meta.created"] = new(ColumnKind.Time, "r.created_at");
        columns["meta.lastModified"] = new(ColumnKind.Time, "r.last_modified_at");
        columns["meta.location"] = Address(endpoint[1..], "r.id");
        columns["meta.version"] = new(ColumnKind.Text, $"CONCAT('W/\"', {dialect.NumberText("r.version")}, '\"')");
        return columns;
    }

    private Dictionary<string, FilterColumn> Reference(string endpoint, string id, string display, string type) => new(StringComparer.Ordinal)
    {
        ["value"] = new(ColumnKind.Id, id),
        ["$ref"] = Address(endpoint, id),
        ["display"] = new(ColumnKind.Text, display),
        ["type"] = new(ColumnKind.Text, dialect.Word(type)),
    };

    private string UniqueOf(string type) =>
        $"{table("unique_values")} AS v WHERE v.organization_id = {FilterRows.Organization} AND v.directory_id = {FilterRows.Directory} AND v.type = {dialect.Word(type)}";

    private FilterColumn Address(string endpoint, string id) =>
        new(ColumnKind.Text, $"CONCAT({FilterColumn.Location}, '/{endpoint}/', {dialect.IdText(id)})");
}
