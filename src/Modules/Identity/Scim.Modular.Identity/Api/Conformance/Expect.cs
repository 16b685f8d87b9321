using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Identity.Api.Conformance;

/// <summary>Something that a client needs of an answer.</summary>
/// <param name="Words">In words.</param>
/// <param name="ProblemOf">What is wrong with an answer; null when nothing is.</param>
/// <param name="Statuses">The statuses that it is about, when it is about the status.</param>
internal sealed record Expectation(string Words, Func<ScimReply, string?> ProblemOf, params int[] Statuses);

/// <summary>
/// What clients need, as the RFCs and the providers' own documentation and tests say it; nothing here is taken from what this service
/// happens to answer.
/// </summary>
internal static class Expect
{
    /// <summary>One of these statuses.</summary>
    public static Expectation Status(params int[] allowed)
    {
        var words = string.Join(" or ", allowed.Select(status => status.ToString(CultureInfo.InvariantCulture)));
        return new(words, reply => allowed.Contains(reply.Status) ? null : Unexpected(reply, words), allowed);
    }

    /// <summary>A refusal with this status, in SCIM's form: RFC 7644 §3.12.</summary>
    public static Expectation Refusal(int status)
    {
        var text = status.ToString(CultureInfo.InvariantCulture);
        return new($"{text} with a SCIM error", reply =>
            reply.Status != status ? Unexpected(reply, text)
            : !Names(reply, ScimUrns.Error) ? $"The body is no SCIM error: its schemas lack {ScimUrns.Error}."
            : !IsText(reply.Value("status"), text) ? $"status in the body is not \"{text}\", as text."
            : TextOf(reply.Value("detail")) is null or "" ? "The error has no detail: administrators would be shown nothing."
            : null, status);
    }

    /// <summary>A ListResponse; of so many results, all of them on this page, when a number is given.</summary>
    public static Expectation List(int? results = null) => new(results switch
    {
        null => "a list",
        0 => "an empty list",
        1 => "a list with one result",
        _ => $"a list with {results} results",
    }, reply =>
        !Names(reply, ScimUrns.ListResponse) ? $"The body is no list: its schemas lack {ScimUrns.ListResponse}."
        : NumberProblem(reply, "totalResults", isNeeded: true) ?? NumberProblem(reply, "startIndex", isNeeded: false) ?? NumberProblem(reply, "itemsPerPage", isNeeded: false)
        // Okta takes a list without Resources for no answer, also when nothing was found.
        ?? (reply.Value("Resources") is not JsonArray found ? "Resources is no array, or is missing."
            : results is { } wanted && (found.Count != wanted || !IsNumber(reply.Value("totalResults"), wanted))
                ? $"There are {found.Count} results, and totalResults says {reply.Value("totalResults")?.ToJsonString()}; {wanted} are right."
            : null));

    /// <summary>A resource with an id that is text, and its schema's name.</summary>
    public static Expectation Resource(string schema) => new("the resource with its id", reply =>
        TextOf(reply.Value("id")) is null or "" ? "It has no id, or one that is not text."
        : !Names(reply, schema) ? $"schemas lacks {schema}."
        : reply.Status == 201 && reply.Location is null ? "The header Location is missing (RFC 7644 §3.3)."
        : null);

    /// <summary>This value at a path of names and indexes.</summary>
    public static Expectation Value(JsonNode wanted, params object[] path)
    {
        var shown = Shown(path);
        return new($"{shown} = {wanted.ToJsonString(Readable)}", reply =>
            JsonNode.DeepEquals(reply.Value(path), wanted) ? null : $"{shown} is {reply.Value(path)?.ToJsonString(Readable) ?? "not there"}, not {wanted.ToJsonString(Readable)}.");
    }

    /// <summary>Nothing at a path.</summary>
    public static Expectation None(params object[] path)
    {
        var shown = Shown(path);
        return new($"no {shown}", reply => reply.Value(path) is { } there ? $"{shown} is there: {there.ToJsonString(Readable)}." : null);
    }

    /// <summary>A secret that was sent is nowhere in the answer: RFC 7643 §7, <c>returned: never</c>.</summary>
    public static Expectation NoSecret(string secret) => new("no password", reply =>
        reply.Text.Contains(secret, StringComparison.Ordinal) ? "The password that was sent is in the answer." : null);

    /// <summary>A group with exactly these members.</summary>
    public static Expectation Members(params string[] ids) => new(ids.Length switch
    {
        0 => "no members",
        1 => "exactly one member",
        var count => $"exactly {count} members",
    }, reply =>
    {
        var found = reply.Value("members") is JsonArray members ? members.Select(member => TextOf((member as JsonObject)?["value"]) ?? "").ToArray() : [];
        var (missing, extra) = (ids.Except(found).Count(), found.Except(ids).Count());
        return missing + extra == 0 && found.Length == ids.Length ? null : $"It has {found.Length} members: {missing} are missing, {extra} should not be there.";
    });

    /// <summary>What the client may set is as it was in a resource, but for these attributes.</summary>
    public static Expectation Kept(JsonObject before, params string[] except) => new("everything else as it was", reply =>
    {
        string[] lost =
        [
            .. before.Select(pair => pair.Key)
                .Where(name => !IsOfService(name) && !except.Contains(name) && !JsonNode.DeepEquals(reply.Value(name), before[name])),
        ];
        return lost.Length == 0 ? null : $"What was not changed is not as it was: {string.Join(", ", lost)}.";
    });

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static bool IsOfService(string name) =>
        name is "schemas" or "meta" or "groups" || (name.Contains(':', StringComparison.Ordinal) && name != ScimUrns.EnterpriseUser);

    private static string Unexpected(ScimReply reply, string words) => TextOf(reply.Value("detail")) is { Length: > 0 } detail
        ? $"The answer is {reply.Status}, not {words}: {detail}"
        : $"The answer is {reply.Status}, not {words}.";

    private static string Shown(object[] path) => string.Join('.', path);

    private static bool Names(ScimReply reply, string schema) => reply.Value("schemas") is JsonArray schemas && schemas.Any(one => IsText(one, schema));

    private static string? NumberProblem(ScimReply reply, string name, bool isNeeded) => reply.Value(name) switch
    {
        null => isNeeded ? $"{name} is missing." : null,
        // Okta stops without a word at "1".
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out _) => null,
        var other => $"{name} is {other.ToJsonString()}: a whole number is needed.",
    };

    private static bool IsNumber(JsonNode? node, int wanted) => node is JsonValue value && value.TryGetValue<int>(out var number) && number == wanted;

    private static bool IsText(JsonNode? node, string wanted) => TextOf(node) == wanted;

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
