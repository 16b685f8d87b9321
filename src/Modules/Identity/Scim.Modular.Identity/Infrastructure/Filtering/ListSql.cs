using System.Text;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Filtering;

/// <summary>
/// Writes the statements of a list: its page and its number, over one resource type or several. Values are parameters; the organization
/// and the directory are the first two.
/// </summary>
internal sealed class ListSql
{
    private readonly JsonDialect _dialect;
    private readonly IReadOnlyList<Part> _parts;
    private readonly bool _descending;

    public ListSql(JsonDialect dialect, ResourceTables tables, OrganizationId organization, SearchResources search)
    {
        _dialect = dialect;
        Parameters = [organization.Value, search.Directory.Value];
        _parts = [.. search.Types.Select((type, number) => PartOf(type, number, tables, search.Location))];
        _descending = search.Types.Any(type => type.Sort is { Descending: true });
        Kind = _parts.Select(part => part.Key?.Kind).FirstOrDefault(kind => kind is not null);
    }

    public List<object> Parameters { get; }

    /// <summary>What the list is sorted by; null: nothing but the id.</summary>
    public SortKeyKind? Kind { get; }

    /// <summary>Whether the types hold what is sorted by in different kinds, so that there is no order among them.</summary>
    public bool IsMixed => _parts.Any(part => part.Key is { } key && key.Kind != Kind);

    /// <summary>Whether a type keeps what is sorted by where no order can be read from.</summary>
    public bool IsUnsortable => _parts.Any(part => part is { IsSorted: true, Key: null });

    /// <summary>How many match.</summary>
    public string Count() => "SELECT " + string.Join(" + ", _parts.Select(part => $"(SELECT COUNT(*) {part.From})"));

    /// <summary>How many match in all, and how many of them up to a place; for one type, in the order of ids.</summary>
    public string CountUpTo(Guid id) => $"SELECT COUNT(*), COALESCE(SUM(CASE WHEN r.id <= {Parameter(id)} THEN 1 ELSE 0 END), 0) {_parts[0].From}";

    /// <summary>One resource by its id; null when nothing of this type can have it.</summary>
    public string? One(string id) => IdValue(_parts[0], id) is { } value
        ? $"{Columns(_parts[0])} {_parts[0].From} AND {_parts[0].Table.Id} = {value}"
        : null;

    /// <summary>So many resources behind the first ones, or behind a place.</summary>
    public string Page(int skip, int take, PlaceInList? after)
    {
        if (_parts.Count == 1)
            return $"{Columns(_parts[0])} {_parts[0].From}{Behind(_parts[0], 0, after)} {OrderBy(KeyOf(_parts[0])?.Sql, KeyOf(_parts[0])?.Nullable == true, _parts[0].Table.Id)} {Limit(skip, take)}";

        // Each type gives as many as the page could need, by its own index; the few that are left are put in order together.
        var sql = new StringBuilder("SELECT * FROM (");
        for (var number = 0; number < _parts.Count; number++)
        {
            var part = _parts[number];
            sql.Append(number == 0 ? "" : " UNION ALL ")
                .Append("SELECT * FROM (").Append(Columns(part)).Append(' ').Append(part.From).Append(Behind(part, number, after)).Append(' ')
                .Append(OrderBy(KeyOf(part)?.Sql, KeyOf(part)?.Nullable == true, part.Table.Id)).Append(' ')
                .Append(_dialect.Limit(Parameter(skip + take))).Append(") AS p").Append(number);
        }

        return sql.Append(") AS q ").Append(OrderBy(Kind is null ? null : "q.k", nullable: true, "q.t, q.id")).Append(' ').Append(Limit(skip, take)).ToString();
    }

    private Part PartOf(SearchedType type, int number, ResourceTables tables, string location)
    {
        var table = tables.Of(type.Type);
        var sql = new FilterSql(_dialect, table.Filters, location, Parameters);
        var condition = type.Filter is { } filter ? " AND " + sql.Condition(filter) : "";
        return new(number, table, $"FROM {table.Table} AS r WHERE {table.Condition}{condition}",
            type.Sort is { } sort ? sql.Key(sort.Attribute) : null, type.Sort is not null);
    }

    private SortKey? KeyOf(Part part) =>
        Kind is not { } kind ? null : part.Key ?? new SortKey(kind, _dialect.Nothing(kind), Nullable: true);

    private string Columns(Part part)
    {
        var id = part.Table.IdIsText ? part.Table.Id : _dialect.IdText(part.Table.Id);
        var key = KeyOf(part) is { } sorted ? $", {sorted.Sql} AS k" : "";
        return $"SELECT {part.Number} AS t, {id} AS id, r.document, r.created_at, r.last_modified_at, r.version{key}";
    }

    private string OrderBy(string? key, bool nullable, string id)
    {
        if (key is null)
            return $"ORDER BY {id}";
        // RFC 7644 §3.4.2.3: what has no value comes last when ascending, and first when descending.
        var direction = _descending ? "DESC" : "ASC";
        return $"ORDER BY {(nullable ? $"CASE WHEN {key} IS NULL THEN 1 ELSE 0 END {direction}, " : "")}{key} {direction}, {id}";
    }

    private string Limit(int skip, int take) => skip == 0 ? _dialect.Limit(Parameter(take)) : _dialect.Limit(Parameter(take), Parameter(skip));

    private string Behind(Part part, int number, PlaceInList? after)
    {
        if (after is null)
            return "";
        // Among several types the next one begins where the one before it ends.
        var sameKey = number > after.Type ? "1 = 1"
            : number < after.Type || IdValue(part, after.Id) is not { } id ? "1 = 0"
            : $"{part.Table.Id} > {id}";
        if (KeyOf(part) is not { } key)
            return $" AND {sameKey}";
        if (after.Key is { } given && given.Kind != NormalKindOf(key.Kind))
            throw new ScimException(400, ScimTypes.InvalidCursor, "cursor: it belongs to another order; begin anew with an empty one.");
        if (after.Key is not { } value)
            return _descending ? $" AND ({key.Sql} IS NOT NULL OR {sameKey})" : $" AND {key.Sql} IS NULL AND {sameKey}";
        var literal = Literal(key.Kind, value);
        return _descending
            ? $" AND ({key.Sql} < {literal} OR ({key.Sql} = {literal} AND {sameKey}))"
            : $" AND ({key.Sql} > {literal} OR ({key.Sql} = {literal} AND {sameKey}){(key.Nullable ? $" OR {key.Sql} IS NULL" : "")})";
    }

    private string Literal(SortKeyKind kind, NormalValue value) => kind switch
    {
        SortKeyKind.Number => Parameter(_dialect.NumberValue(value.Number)),
        SortKeyKind.Boolean => Parameter(value.Truth),
        SortKeyKind.BooleanText => _dialect.Boolean(value.Truth),
        SortKeyKind.Time => Parameter(_dialect.Time(DateTimeOffset.Parse(value.Text!, System.Globalization.CultureInfo.InvariantCulture))),
        SortKeyKind.Id => Parameter(Guid.Parse(value.Text!)),
        _ => Parameter(value.Text!),
    };

    private static NormalKind NormalKindOf(SortKeyKind kind) => kind switch
    {
        SortKeyKind.Number => NormalKind.Number,
        SortKeyKind.Boolean or SortKeyKind.BooleanText => NormalKind.Boolean,
        _ => NormalKind.Text,
    };

    private string? IdValue(Part part, string id) =>
        part.Table.IdIsText ? Parameter(id) : Ids.TryParse<UserId>(id, out var typed) ? Parameter(typed.Value) : null;

    private string Parameter(object value)
    {
        Parameters.Add(value);
        return $"{{{Parameters.Count - 1}}}";
    }

    private sealed record Part(int Number, ResourceTable Table, string From, SortKey? Key, bool IsSorted);
}
