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

    /// <summary>An identifier as it is written outside: 36 characters, lower case.</summary>
    public abstract string IdText(string column);

    /// <summary>A number as text.</summary>
    public abstract string NumberText(string column);

    public abstract string Contains(string text, string part);

    public abstract string StartsWith(string text, string part);

    public abstract string EndsWith(string text, string part);

    /// <summary>A time in whole milliseconds as the column compares it.</summary>
    public virtual object Time(DateTimeOffset time) => time;

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

        public override string IdText(string column) => $"({column}::text){Ordinal}";

        public override string NumberText(string column) => $"({column}::text){Ordinal}";

        public override string Contains(string text, string part) => $"strpos({text}, {part}) > 0";

        public override string StartsWith(string text, string part) => $"starts_with({text}, {part})";

        public override string EndsWith(string text, string part) => $"right({text}, length({part})) = {part}";

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

        public override string IdText(string column) => $"LOWER(CONVERT(char(36), {column})){Ordinal}";

        public override string NumberText(string column) => $"CONVERT(varchar(20), {column}){Ordinal}";

        public override string Contains(string text, string part) => $"CHARINDEX({part}, {text}) > 0";

        // LEN leaves out trailing blanks; DATALENGTH of nvarchar counts two bytes a character.
        public override string StartsWith(string text, string part) => $"LEFT({text}, DATALENGTH({part}) / 2) = {part}";

        public override string EndsWith(string text, string part) => $"RIGHT({text}, DATALENGTH({part}) / 2) = {part}";
    }
}
