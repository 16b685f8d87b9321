using System.Data.Common;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Host;

/// <summary>Says in one line why the service did not start: the setting, as an environment variable, and what to do.</summary>
internal static partial class StartFailure
{
    public static string Explain(Exception failure) => Reason(failure).ReplaceLineEndings(" ");

    private static string Reason(Exception failure) => failure switch
    {
        SettingException setting => setting.Message,
        OptionsValidationException invalid => OutOfRange(invalid),
        InvalidOperationException when Conversion().Match(failure.Message) is { Success: true } found =>
            $"{Variable(found.Groups["path"].Value)}: '{found.Groups["value"].Value}' is not of the right kind ({Kind(found.Groups["type"].Value)} is needed).",
        InvalidDataException { InnerException: { } inner } => $"appsettings.json: {failure.Message} {inner.Message}",
        _ when Find<AddressInUseException>(failure) is not null =>
            $"ASPNETCORE_URLS (or --urls): {failure.Message} Stop the other process, or choose another address.",
        _ when Find<SocketException>(failure) is { } socket && failure is not DbException =>
            $"ASPNETCORE_URLS (or --urls): This address can't be listened on: {socket.Message}. Choose another one.",
        FormatException when failure.Message.Contains("url", StringComparison.OrdinalIgnoreCase) =>
            $"ASPNETCORE_URLS (or --urls): {failure.Message} Write http://127.0.0.1:5080, for example.",
        _ when Find<DbException>(failure) is { } database =>
            $"ConnectionStrings__Database: The database refused: {database.Message} Check the connection string, and what this user may do.",
        ArgumentException when failure.StackTrace?.Contains("ConnectionString", StringComparison.Ordinal) == true =>
            $"ConnectionStrings__Database: It can't be read: {failure.Message}",
        _ => $"scim-modular did not start: {failure.GetType().Name}: {failure.Message}",
    };

    private static string OutOfRange(OptionsValidationException invalid)
    {
        var section = invalid.OptionsType.Name.Replace("Options", "s", StringComparison.Ordinal);
        return string.Join(" ", invalid.Failures.Select(failure => Member().Match(failure) is { Success: true } found
            ? $"{section}__{found.Groups["member"].Value}: {found.Groups["error"].Value}"
            : $"{section}: {failure}"));
    }

    private static string Variable(string path) => path.Replace(":", "__", StringComparison.Ordinal);

    private static string Kind(string type) => type switch
    {
        "System.Int32" or "System.Int64" => "a whole number",
        "System.TimeSpan" => "a time such as 00:00:30",
        "System.Boolean" => "true or false",
        _ => type,
    };

    private static T? Find<T>(Exception? failure) where T : Exception
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is T found)
                return found;
        }

        return null;
    }

    [GeneratedRegex(@"configuration value '(?<value>[^']*)' at '(?<path>[^']+)' to type '(?<type>[^']+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Conversion();

    [GeneratedRegex(@"members: '(?<member>\w+)' with the error: '(?<error>.*)'\.?$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Member();
}
