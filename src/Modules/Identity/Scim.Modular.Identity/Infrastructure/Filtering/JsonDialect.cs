using System.Data.Common;
using System.Globalization;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Identity.Infrastructure.Filtering;

/// <summary>
/// What the databases say differently about JSON and text. Names come from schema definitions, values never stand in the SQL. Text is
/// compared by code point, as the normal form wants it. Braces are doubled where they are meant: the SQL is a format.
/// </summary>
internal abstract class JsonDialect
{
    public static JsonDialect Of(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => new Sqlite(),
        DatabaseProvider.PostgreSql => new PostgreSql(),
        _ => new SqlServer(),
    };

    /// <summary>A boolean in a JSON document as <see cref="Text"/> reads it.</summary>
    public virtual string Boolean(bool value) => value ? "'true'" : "'false'";

    /// <summary>A fixed word, compared like any other text.</summary>
    public virtual string Word(string word) => $"'{word}'";

    /// <summary>The simple value at a path as text, or NULL.</summary>
    public abstract string Text(string container, params string[] path);

    /// <summary>The simple value at a path as a number, or NULL.</summary>
    public abstract string Number(string container, params string[] path);

    /// <summary>Whether there is anything at a path.</summary>
    public abstract string Exists(string container, params string[] path);

    /// <summary>The elements of the array at a path, as rows with a column <c>value</c>.</summary>
    public abstract string Elements(string container, string alias, params string[] path);

    /// <summary>An element that is a simple value, as text.</summary>
    public virtual string Element(string alias) => $"{alias}.value";

    /// <summary>An element that is a number.</summary>
    public virtual string ElementNumber(string alias) => $"{alias}.value";

    /// <summary>An identifier as it is written outside: 36 characters, lower case.</summary>
    public abstract string IdText(string column);

    /// <summary>A number as text.</summary>
    public abstract string NumberText(string column);

    public abstract string Contains(string text, string part);

    public abstract string StartsWith(string text, string part);

    public abstract string EndsWith(string text, string part);

    /// <summary>A time in whole milliseconds as the column compares it.</summary>
    public virtual object Time(DateTimeOffset time) => time;

    /// <summary>A time as <see cref="Time"/> has it, read back.</summary>
    public virtual DateTimeOffset ReadTime(DbDataReader reader, int column) => reader.GetFieldValue<DateTimeOffset>(column);

    /// <summary>A number as the database compares it.</summary>
    public virtual object NumberValue(decimal number) => number;

    /// <summary>
    /// The value of the primary element, or else of the first (RFC 7644 §3.4.2.3), of the array at a path; <paramref name="value"/> is an
    /// expression over the element <c>e</c>.
    /// </summary>
    public abstract string Preferred(string value, string container, string[] path, bool hasPrimary);

    /// <summary>No value of this kind.</summary>
    public abstract string Nothing(SortKeyKind kind);

    /// <summary>At most so many rows, behind ORDER BY.</summary>
    public virtual string Limit(string take) => $"LIMIT {take}";

    /// <summary>At most so many rows behind the first ones, behind ORDER BY.</summary>
    public virtual string Limit(string take, string skip) => $"LIMIT {take} OFFSET {skip}";

    private static string Quoted(string name) => name.Replace("'", "''", StringComparison.Ordinal);

    private static string JsonPath(string[] path) => "$" + string.Concat(path.Select(name => $".\"{Quoted(name)}\""));

    private sealed class Sqlite : JsonDialect
    {
        public override string Boolean(bool value) => value ? "1" : "0";

        public override string Text(string container, params string[] path) => $"json_extract({container}, '{JsonPath(path)}')";

        public override string Number(string container, params string[] path) => Text(container, path);

        public override string Exists(string container, params string[] path) => $"json_type({container}, '{JsonPath(path)}') IS NOT NULL";

        public override string Elements(string container, string alias, params string[] path) =>
            $"json_each({container}, '{JsonPath(path)}') AS {alias}";

        public override string IdText(string column) => $"lower({column})";

        public override string NumberText(string column) => $"CAST({column} AS TEXT)";

        public override string Contains(string text, string part) => $"instr({text}, {part}) > 0";

        public override string StartsWith(string text, string part) => $"substr({text}, 1, length({part})) = {part}";

        public override string EndsWith(string text, string part) =>
            $"(length({part}) = 0 OR substr({text}, -length({part})) = {part}) AND length({text}) >= length({part})";

        public override object Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

        public override DateTimeOffset ReadTime(DbDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

        // A decimal would be bound as text, which no number equals; a cast to double is not always the nearest one.
        public override object NumberValue(decimal number) =>
            decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue
                ? (object)(long)number
                : double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

        public override string Preferred(string value, string container, string[] path, bool hasPrimary) =>
            $"(SELECT {value} FROM {Elements(container, "e", path)} ORDER BY {(hasPrimary ? "CASE WHEN json_extract(e.value, '$.\"primary\"') = 1 THEN 0 ELSE 1 END, " : "")}e.key LIMIT 1)";

        public override string Nothing(SortKeyKind kind) => "NULL";
    }

    private sealed class PostgreSql : JsonDialect
    {
        private const string Ordinal = " COLLATE \"C\"";

        public override string Word(string word) => $"('{word}'{Ordinal})";

        public override string Text(string container, params string[] path) =>
            $"({Object(container, path[..^1])} ->> '{Quoted(path[^1])}'){Ordinal}";

        public override string Number(string container, params string[] path) =>
            $"({Object(container, path[..^1])} ->> '{Quoted(path[^1])}')::numeric";

        public override string Exists(string container, params string[] path) => $"({Object(container, path)}) IS NOT NULL";

        public override string Elements(string container, string alias, params string[] path) =>
            $"jsonb_array_elements({Object(container, path)}) AS {alias}(value)";

        public override string Element(string alias) => $"({alias}.value #>> '{{{{}}}}'){Ordinal}";

        public override string ElementNumber(string alias) => $"({alias}.value #>> '{{{{}}}}')::numeric";

        public override string IdText(string column) => $"({column}::text){Ordinal}";

        public override string NumberText(string column) => $"({column}::text){Ordinal}";

        public override string Contains(string text, string part) => $"strpos({text}, {part}) > 0";

        public override string StartsWith(string text, string part) => $"starts_with({text}, {part})";

        public override string EndsWith(string text, string part) => $"right({text}, length({part})) = {part}";

        public override string Preferred(string value, string container, string[] path, bool hasPrimary) =>
            $"(SELECT {value} FROM jsonb_array_elements({Object(container, path)}) WITH ORDINALITY AS e(value, place) ORDER BY {(hasPrimary ? "CASE WHEN e.value ->> 'primary' = 'true' THEN 0 ELSE 1 END, " : "")}e.place LIMIT 1)";

        public override string Nothing(SortKeyKind kind) => kind switch
        {
            SortKeyKind.Number => "NULL::numeric",
            SortKeyKind.Boolean => "NULL::boolean",
            SortKeyKind.Time => "NULL::timestamptz",
            SortKeyKind.Id => "NULL::uuid",
            _ => $"(NULL::text{Ordinal})",
        };

        private static string Object(string container, string[] path) =>
            container + string.Concat(path.Select(name => $" -> '{Quoted(name)}'"));
    }

    private sealed class SqlServer : JsonDialect
    {
        private const string Ordinal = " COLLATE Latin1_General_100_BIN2";

        public override string Word(string word) => $"'{word}'{Ordinal}";

        public override string Text(string container, params string[] path) => $"JSON_VALUE({container}, '{JsonPath(path)}'){Ordinal}";

        public override string Number(string container, params string[] path) =>
            $"TRY_CAST(JSON_VALUE({container}, '{JsonPath(path)}') AS decimal(38, 10))";

        public override string Exists(string container, params string[] path) => $"JSON_PATH_EXISTS({container}, '{JsonPath(path)}') = 1";

        public override string Elements(string container, string alias, params string[] path) =>
            $"OPENJSON({container}, '{JsonPath(path)}') AS {alias}";

        public override string Element(string alias) => $"{alias}.value{Ordinal}";

        public override string ElementNumber(string alias) => $"TRY_CAST({alias}.value AS decimal(38, 10))";

        public override string IdText(string column) => $"LOWER(CONVERT(char(36), {column})){Ordinal}";

        public override string NumberText(string column) => $"CONVERT(varchar(20), {column}){Ordinal}";

        public override string Contains(string text, string part) => $"CHARINDEX({part}, {text}) > 0";

        // LEN leaves out trailing blanks; DATALENGTH of nvarchar counts two bytes a character.
        public override string StartsWith(string text, string part) => $"LEFT({text}, DATALENGTH({part}) / 2) = {part}";

        public override string EndsWith(string text, string part) => $"RIGHT({text}, DATALENGTH({part}) / 2) = {part}";

        public override string Preferred(string value, string container, string[] path, bool hasPrimary) =>
            $"(SELECT TOP (1) {value} FROM {Elements(container, "e", path)} ORDER BY {(hasPrimary ? "CASE WHEN JSON_VALUE(e.value, '$.\"primary\"') = 'true' THEN 0 ELSE 1 END, " : "")}CONVERT(int, e.[key]))";

        public override string Nothing(SortKeyKind kind) => kind switch
        {
            SortKeyKind.Number => "CAST(NULL AS decimal(38, 10))",
            SortKeyKind.Boolean => "CAST(NULL AS bit)",
            SortKeyKind.Time => "CAST(NULL AS datetimeoffset)",
            SortKeyKind.Id => "CAST(NULL AS uniqueidentifier)",
            _ => $"CAST(NULL AS nvarchar(4000)){Ordinal}",
        };

        public override string Limit(string take) => $"OFFSET 0 ROWS FETCH NEXT {take} ROWS ONLY";

        public override string Limit(string take, string skip) => $"OFFSET {skip} ROWS FETCH NEXT {take} ROWS ONLY";
    }
}
