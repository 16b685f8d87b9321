using FluentValidation;
using Microsoft.AspNetCore.Http;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.WebConsole;

/// <summary>The form that a request posts: what was typed, and what is wrong with it.</summary>
public sealed class FormState
{
    private readonly IFormCollection? _typed;
    private readonly Dictionary<string, string> _errors = new(StringComparer.OrdinalIgnoreCase);

    private FormState(HttpRequest request) =>
        _typed = HttpMethods.IsPost(request.Method) && request.HasFormContentType ? request.Form : null;

    /// <summary>The name of the posted form; null when none was posted.</summary>
    public string? Name => _typed?["_handler"];

    /// <summary>Why the whole of it was refused.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whether somebody else saved while this form was filled in.</summary>
    public bool IsStale { get; private set; }

    /// <summary>What is wrong at fields.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <summary>The state of a request's form.</summary>
    public static FormState Of(HttpContext http)
    {
        if (http.Features.Get<FormState>() is { } state)
            return state;
        http.Features.Set(state = new FormState(http.Request));
        return state;
    }

    /// <summary>What was typed into a field, without blanks at its ends; null when nothing was.</summary>
    public string? Text(string field) => _typed?[field].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>What was chosen in fields of one name.</summary>
    public IReadOnlyList<string> Texts(string field) => _typed is null ? [] : [.. _typed[field].OfType<string>().Where(text => text.Length > 0)];

    /// <summary>Whether a box is ticked.</summary>
    public bool Ticked(string field) => _typed?.ContainsKey(field) == true;

    /// <summary>A whole number; null when the field is empty. What is none is noted as wrong.</summary>
    public int? Number(string field)
    {
        if (Text(field) is not { } text)
            return null;
        if (int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number))
            return number;
        Refuse(field, "A whole number is needed.");
        return null;
    }

    /// <summary>The version of what the form was filled from: whoever saved since then wins, and this one is told.</summary>
    public long? Version => long.TryParse(Text("_version"), System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>What was typed into a field of this form, or what it shows at first.</summary>
    public string? Shown(string form, string field, string? first) => Name == form ? Text(field) : first;

    /// <summary>What is wrong with a field of this form.</summary>
    public string? ErrorOf(string form, string field) => Name == form ? _errors.GetValueOrDefault(field) : null;

    /// <summary>Notes what is wrong with a field.</summary>
    public void Refuse(string field, string why) => _errors.TryAdd(field, why);

    /// <summary>Notes that who sent it has to sign in again first.</summary>
    internal void RefuseOldSignIn() =>
        Refusal = "Nothing was changed: this takes a sign-in of the last minutes. Sign in again in another tab, then send this once more; what you typed is still here.";

    /// <summary>Notes that it was sent before.</summary>
    internal void RefuseRepeat(FormRepeat repeat) => Refusal = repeat == FormRepeat.Done
        ? "This was sent before, and was done then: nothing was done now. To have it done once more, send it again."
        : "This was sent before, and is still under way: nothing was done now. Load the page anew in a moment to see what came of it.";

    /// <summary>Notes what an admin API's answer says: at the field that it names, if it names one.</summary>
    internal void Refuse(Error refusal)
    {
        IsStale = refusal.Kind == ErrorKind.Stale;
        var parts = refusal.Message.Split(": ", 2);
        if (parts.Length == 2 && Ticked(parts[0]))
            Refuse(parts[0], Sentence(parts[1]));
        else
            Refusal = refusal.Message;
    }

    internal void Refuse(ValidationException wrong)
    {
        foreach (var failure in wrong.Errors)
        {
            // Messages begin with the property, for readers of JSON; here they stand beside it.
            var parts = failure.ErrorMessage.Split(": ", 2);
            var (field, why) = parts.Length == 2 && !parts[0].Contains(' ', StringComparison.Ordinal)
                ? (parts[0], parts[1])
                : (failure.PropertyName, failure.ErrorMessage);
            Refuse(field, Sentence(why));
        }
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Whether anything was refused.</summary>
    public bool IsWrong => Refusal is not null || _errors.Count > 0;
}
