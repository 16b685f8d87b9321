using System.Globalization;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Filtering;

/// <summary>How a column holds an attribute.</summary>
internal enum ColumnKind
{
    /// <summary>Text in normal form.</summary>
    Text,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>A time in whole milliseconds.</summary>
    Time,

    /// <summary>An identifier.</summary>
    Id,
}

/// <summary>An attribute that has a column, or an expression over columns, of its own.</summary>
internal sealed record FilterColumn(ColumnKind Kind, string Sql, bool Nullable = false)
{
    /// <summary>Stands for the address of the directory, without a slash at its end.</summary>
    public const string Location = "<location>";
}

/// <summary>What a sort key is, as the database hands it out.</summary>
internal enum SortKeyKind
{
    Text,
    Number,

    /// <summary>A boolean column.</summary>
    Boolean,

    /// <summary>A boolean in a JSON document.</summary>
    BooleanText,
    Time,
    Id,
}

/// <summary>An expression that rows are sorted by.</summary>
internal sealed record SortKey(SortKeyKind Kind, string Sql, bool Nullable);

/// <summary>A multi-valued attribute that is rows of another table; sub-attributes without a column are in none of its elements.</summary>
/// <param name="From">The FROM clause with the condition that joins it to the row.</param>
/// <param name="Columns">Its sub-attributes.</param>
/// <param name="Serves">Whether these rows can answer a filter over one element; if not, the JSON document does.</param>
/// <param name="Key">The column with the id of the resource, when the FROM clause doesn't join it to the row.</param>
internal sealed record FilterRows(
    string From, IReadOnlyDictionary<string, FilterColumn> Columns, Func<TypedFilter, bool>? Serves = null, string? Key = null)
{
    /// <summary>The parameter with the organization: every search begins with these two.</summary>
    public const string Organization = "{0}";

    /// <summary>The parameter with the directory.</summary>
    public const string Directory = "{1}";
}

/// <summary>
/// Where the attributes of a resource type are: in columns, in rows, or else in the column <c>search</c>, the document in normal form.
/// </summary>
/// <param name="Columns">Attributes with a column, by their paths.</param>
/// <param name="Rows">Attributes that are rows, by their paths; an element is a row of one of the tables.</param>
/// <param name="Unique">The rows that hold values of attributes which an organization has defined as unique: by these a value is found.</param>
/// <param name="Computed">The attribute that is computed for each answer and kept nowhere: nothing can be looked for or sorted by it.</param>
internal sealed record FilterTables(
    IReadOnlyDictionary<string, FilterColumn> Columns, IReadOnlyDictionary<string, FilterRows[]> Rows, string? Unique = null, string? Computed = null);

/// <summary>
/// Turns a filter into a condition over the row <c>r</c>. Each part is true or false and never unknown, so that <c>not</c> means what
/// RFC 7644 §3.4.2.2 says. Literals become parameters; the text of a client is never part of the SQL.
/// </summary>
internal sealed class FilterSql(JsonDialect dialect, FilterTables tables, string location, List<object> parameters)
{
    private const string Document = "r.search";
    private const string Never = "1 = 0";
    private const string Always = "1 = 1";

    public string Condition(TypedFilter filter) => filter switch
    {
        TypedAnd(var left, var right) => $"({Condition(left)} AND {Condition(right)})",
        TypedOr(var left, var right) => $"({Condition(left)} OR {Condition(right)})",
        TypedNot(var operand) => $"NOT ({Condition(operand)})",
        TypedConstant(var value) => value ? Always : Never,
        TypedPresent or TypedComparison when IsComputed(filter) =>
            throw ScimException.InvalidFilter($"'{tables.Computed}' is computed for each answer, and cannot be filtered by."),
        TypedPresent(var attribute) => Present(attribute),
        TypedComparison comparison when tables.Columns.TryGetValue(comparison.Attribute.Path, out var column) => OnColumn(column, comparison),
        TypedComparison { Op: CompareOperator.Equal, Value.Text: { } text } comparison when IsUnique(comparison.Attribute) && FoldedKey.Fits(text) =>
            $"r.id IN (SELECT v.resource_id FROM {tables.Unique} AND v.path = {Parameter(comparison.Attribute.Path)} AND v.value_key = {Parameter(text)})",
        TypedComparison comparison => OnJson(Document, PathOf(comparison.Attribute), comparison),
        TypedElement element => OnElement(element),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private bool IsComputed(TypedFilter filter) => tables.Computed is { } computed
        && (filter is TypedPresent { Attribute.Path: var present } ? present : filter is TypedComparison { Attribute.Path: var compared } ? compared : null) == computed;

    /// <summary>What the rows are sorted by; null when the attribute is kept where nothing can be sorted by it.</summary>
    public SortKey? Key(ResolvedAttribute attribute)
    {
        if (attribute.Path == tables.Computed)
            return null;
        if (tables.Columns.TryGetValue(attribute.Path, out var column))
        {
            return column.Kind switch
            {
                ColumnKind.Text => new(SortKeyKind.Text, Located(column.Sql), column.Nullable),
                ColumnKind.Boolean => new(SortKeyKind.Boolean, column.Sql, column.Nullable),
                ColumnKind.Time => new(SortKeyKind.Time, column.Sql, column.Nullable),
                _ => new(SortKeyKind.Id, column.Sql, column.Nullable),
            };
        }

        var kind = attribute.Target.Type switch
        {
            AttributeType.Integer or AttributeType.Decimal => SortKeyKind.Number,
            AttributeType.Boolean => SortKeyKind.BooleanText,
            _ => SortKeyKind.Text,
        };
        if (!attribute.Attribute.MultiValued)
            return new(kind, Value(Document, PathOf(attribute), kind), Nullable: true);
        if (attribute.Attribute.Mutability == Mutability.ReadOnly || (tables.Rows.TryGetValue(attribute.Attribute.Name, out var rows) && rows[0].Key is null))
            return null;
        var value = attribute.SubAttribute is { } sub ? Value("e.value", [sub.Name], kind)
            : kind == SortKeyKind.Number ? dialect.ElementNumber("e") : dialect.Element("e");
        return new(kind, dialect.Preferred(value, Document, PathOf(attribute with { SubAttribute = null }), attribute.SubAttribute is not null), Nullable: true);
    }

    private string Value(string container, string[] path, SortKeyKind kind) =>
        kind == SortKeyKind.Number ? dialect.Number(container, path) : dialect.Text(container, path);

    private string Located(string sql) =>
        sql.Contains(FilterColumn.Location, StringComparison.Ordinal)
            ? sql.Replace(FilterColumn.Location, Parameter(location), StringComparison.Ordinal)
            : sql;

    // A key of the schema itself has a column; those of extensions, and of an organization's own types, are rows.
    private bool IsUnique(ResolvedAttribute attribute) => tables.Unique is not null && attribute.Target.Uniqueness != Uniqueness.None;

    private static string[] PathOf(ResolvedAttribute attribute) =>
        [.. new[] { attribute.Extension, attribute.Attribute.Name, attribute.SubAttribute?.Name }.OfType<string>()];

    private string Present(ResolvedAttribute attribute)
    {
        if (tables.Columns.TryGetValue(attribute.Path, out var column))
            return column.Nullable ? $"{column.Sql} IS NOT NULL" : Always;
        if (attribute is { SubAttribute: null, Attribute.Name: "meta" })
            return Always;
        return tables.Rows.TryGetValue(attribute.Path, out var rows) && rows[0].Serves is null
            ? Any(rows, row => $"EXISTS (SELECT 1 FROM {row.From})")
            : dialect.Exists(Document, PathOf(attribute));
    }

    private string OnElement(TypedElement element)
    {
        if (tables.Rows.TryGetValue(element.Attribute.Path, out var tablesOfRows) && tablesOfRows[0].Serves?.Invoke(element.Inner) != false)
        {
            return Any(tablesOfRows, rows =>
            {
                var condition = $"FROM {rows.From} AND {InRow(rows, element.Inner)}";
                return rows.Key is { } key ? $"r.id IN (SELECT {key} {condition})" : $"EXISTS (SELECT 1 {condition})";
            });
        }

        return $"EXISTS (SELECT 1 FROM {dialect.Elements(Document, "e", PathOf(element.Attribute))} WHERE {InElement(element.Inner)})";
    }

    private static string Any(FilterRows[] rows, Func<FilterRows, string> condition) =>
        rows.Length == 1 ? condition(rows[0]) : $"({string.Join(" OR ", rows.Select(condition))})";

    private string InRow(FilterRows rows, TypedFilter filter)
    {
        switch (filter)
        {
            case TypedAnd(var left, var right):
                return $"({InRow(rows, left)} AND {InRow(rows, right)})";
            case TypedOr(var left, var right):
                return $"({InRow(rows, left)} OR {InRow(rows, right)})";
            case TypedNot(var operand):
                return $"NOT ({InRow(rows, operand)})";
            case TypedConstant(var value):
                return value ? Always : Never;
            case TypedPresent(var attribute):
                return !rows.Columns.TryGetValue(attribute.SubAttribute!.Name, out var present) ? Never
                    : present.Nullable ? $"{present.Sql} IS NOT NULL" : Always;
            case TypedComparison comparison:
                return rows.Columns.TryGetValue(comparison.Attribute.SubAttribute!.Name, out var column) ? OnColumn(column, comparison)
                    : comparison.Op == CompareOperator.NotEqual ? Always : Never;
            default:
                throw new ArgumentOutOfRangeException(nameof(filter));
        }
    }

    private string InElement(TypedFilter filter) => filter switch
    {
        TypedAnd(var left, var right) => $"({InElement(left)} AND {InElement(right)})",
        TypedOr(var left, var right) => $"({InElement(left)} OR {InElement(right)})",
        TypedNot(var operand) => $"NOT ({InElement(operand)})",
        TypedConstant(var value) => value ? Always : Never,
        TypedPresent({ SubAttribute: null }) => Always,
        TypedPresent(var attribute) => dialect.Exists("e.value", attribute.SubAttribute!.Name),
        TypedComparison { Attribute.SubAttribute: null, Value.Kind: NormalKind.Number } comparison =>
            Compare(dialect.ElementNumber("e"), nullable: false, comparison),
        TypedComparison { Attribute.SubAttribute: null } comparison => Compare(dialect.Element("e"), nullable: false, comparison),
        TypedComparison comparison => OnJson("e.value", [comparison.Attribute.SubAttribute!.Name], comparison),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private string OnJson(string container, string[] path, TypedComparison comparison) => comparison.Value.Kind switch
    {
        NormalKind.Number => Compare(dialect.Number(container, path), nullable: true, comparison),
        _ => Compare(dialect.Text(container, path), nullable: true, comparison),
    };

    private string OnColumn(FilterColumn column, TypedComparison comparison) => column.Kind switch
    {
        ColumnKind.Id => OnId(column, comparison),
        ColumnKind.Time => OnTime(column, comparison),
        ColumnKind.Boolean => $"{column.Sql} {(comparison.Op == CompareOperator.Equal ? "=" : "<>")} {Parameter(comparison.Value.Truth)}",
        _ => Compare(Located(column.Sql), column.Nullable, comparison),
    };

    private string OnId(FilterColumn column, TypedComparison comparison)
    {
        if (comparison.Op is not (CompareOperator.Equal or CompareOperator.NotEqual))
            return Compare(dialect.IdText(column.Sql), nullable: false, comparison);
        var isEqual = comparison.Op == CompareOperator.Equal;
        return Ids.TryParse<UserId>(comparison.Value.Text, out var id)
            ? $"{column.Sql} {(isEqual ? "=" : "<>")} {Parameter(id.Value)}"
            : isEqual ? Never : Always;
    }

    // The column is in whole milliseconds and the literal may be finer: between two milliseconds there is nothing.
    private string OnTime(FilterColumn column, TypedComparison comparison)
    {
        var literal = DateTimeOffset.Parse(comparison.Value.Text!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var whole = literal.AddTicks(-(literal.Ticks % TimeSpan.TicksPerMillisecond));
        var isWhole = whole == literal;
        var comparer = (comparison.Op, isWhole) switch
        {
            (CompareOperator.Equal, true) => "=",
            (CompareOperator.Equal, false) => null,
            (CompareOperator.NotEqual, true) => "<>",
            (CompareOperator.NotEqual, false) => "",
            (CompareOperator.GreaterThan, _) or (CompareOperator.GreaterOrEqual, false) => ">",
            (CompareOperator.GreaterOrEqual, true) => ">=",
            (CompareOperator.LessThan, true) => "<",
            _ => "<=",
        };
        return comparer switch
        {
            null => Never,
            "" => Always,
            _ when !column.Nullable => $"{column.Sql} {comparer} {Parameter(dialect.Time(whole))}",
            "<>" => $"({column.Sql} IS NULL OR {column.Sql} <> {Parameter(dialect.Time(whole))})",
            _ => $"({column.Sql} IS NOT NULL AND {column.Sql} {comparer} {Parameter(dialect.Time(whole))})",
        };
    }

    private string Compare(string value, bool nullable, TypedComparison comparison)
    {
        var literal = comparison.Value.Kind switch
        {
            NormalKind.Boolean => dialect.Boolean(comparison.Value.Truth),
            NormalKind.Number => Parameter(dialect.NumberValue(comparison.Value.Number)),
            _ => Parameter(comparison.Value.Text!),
        };
        var condition = comparison.Op switch
        {
            CompareOperator.Equal => $"{value} = {literal}",
            CompareOperator.NotEqual => $"{value} <> {literal}",
            CompareOperator.GreaterThan => $"{value} > {literal}",
            CompareOperator.GreaterOrEqual => $"{value} >= {literal}",
            CompareOperator.LessThan => $"{value} < {literal}",
            CompareOperator.LessOrEqual => $"{value} <= {literal}",
            CompareOperator.Contains => dialect.Contains(value, literal),
            CompareOperator.StartsWith => dialect.StartsWith(value, literal),
            CompareOperator.EndsWith => dialect.EndsWith(value, literal),
            _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
        };
        if (!nullable)
            return $"({condition})";
        return comparison.Op == CompareOperator.NotEqual ? $"({value} IS NULL OR {condition})" : $"({value} IS NOT NULL AND {condition})";
    }

    private string Parameter(object value)
    {
        parameters.Add(value);
        return $"{{{parameters.Count - 1}}}";
    }
}
