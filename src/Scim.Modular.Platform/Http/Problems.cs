using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Scim.Modular.SharedKernel;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Platform.Http;

/// <summary>Refusals of the admin API: RFC 9457 problem details with a stable <c>code</c>.</summary>
public static class Problems
{
    private static readonly object CodeItem = new();

    /// <summary>Answers a command: its value as <paramref name="success"/> shows it, or its refusal.</summary>
    public static IResult ToHttp<T>(this Result<T> result, Func<T, IResult> success) =>
        result.Error is { } error ? Of(error) : success(result.Value);

    /// <summary>Answers a command without a value: 204, or its refusal.</summary>
    public static IResult ToHttp(this Result result) => result.Error is { } error ? Of(error) : TypedResults.NoContent();

    /// <summary>A refusal.</summary>
    public static IResult Of(Error error) => Of(StatusOf(error.Kind), error.Code, error.Message);

    /// <summary>The refusal of something that isn't there, or belongs to somebody else: nobody can tell which.</summary>
    public static IResult NotFound(string what) => Of(StatusCodes.Status404NotFound, $"{what.Replace(' ', '_')}_not_found", $"There is no such {what}.");

    /// <summary>A refusal with its own status.</summary>
    public static IResult Of(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: Title(status), extensions: [new("code", code)]);

    /// <summary>What the validators of a command found, by property.</summary>
    public static IResult Of(ValidationException invalid)
    {
        var errors = invalid.Errors
            .GroupBy(failure => Camel(failure.PropertyName), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(failure => failure.ErrorMessage).ToArray(), StringComparer.Ordinal);
        return TypedResults.Problem(
            string.Join(" ", invalid.Errors.Select(failure => failure.ErrorMessage)), statusCode: StatusCodes.Status400BadRequest,
            title: Title(StatusCodes.Status400BadRequest), extensions: [new("code", "invalid_request"), new("errors", errors)]);
    }

    /// <summary>The code with which a request was refused; null when it was not, or when nobody said why.</summary>
    public static string? CodeOf(HttpContext context) => context.Items.TryGetValue(CodeItem, out var code) ? (string?)code : null;

    /// <summary>Keeps the code of a refusal for whoever asks after the answer is made.</summary>
    internal static void Note(HttpContext context, object? answer)
    {
        if (answer is INestedHttpResult nested)
            Note(context, nested.Result);
        else if (answer is ProblemHttpResult problem && problem.ProblemDetails.Extensions.TryGetValue("code", out var code))
            context.Items[CodeItem] = code;
    }

    /// <summary>The status of each kind of refusal.</summary>
    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.Stale => StatusCodes.Status412PreconditionFailed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static string Title(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);

    private static string Camel(string name) =>
        string.Join('.', name.Split('.').Select(part => part.Length == 0 ? part : char.ToLowerInvariant(part[0]) + part[1..]));
}
