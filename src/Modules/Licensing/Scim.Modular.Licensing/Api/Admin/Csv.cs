using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Licensing.Api.Admin;

/// <summary>
/// Tables as RFC 4180 has them, row by row as they are read. A spreadsheet takes a cell that begins like a formula for one, whoever
/// wrote it: such cells get an apostrophe in front.
/// </summary>
internal static class Csv
{
    public const string ContentType = "text/csv; charset=utf-8";

    public static IResult Stream(string file, string[] head, Func<IAsyncEnumerable<object?[]>> rows) =>
        TypedResults.Stream(
            async body =>
            {
                await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                await writer.WriteAsync(Line(head));
                await foreach (var row in rows())
                    await writer.WriteAsync(Line(row));
            },
            ContentType, file);

    public static string Line(IReadOnlyList<object?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
        if (value is string && text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..])
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
