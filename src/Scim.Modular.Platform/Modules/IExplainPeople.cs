namespace Scim.Modular.Platform.Modules;

/// <summary>
/// A module's part of the answer to "why is it so for this person?". The module that owns people asks all of them, and shows each part
/// under its name.
/// </summary>
public interface IExplainPeople
{
    /// <summary>The part's name in the answer, such as <c>license</c>.</summary>
    string Part { get; }

    /// <summary>What this module knows of the person in the current organization, as it is serialized; null: nothing.</summary>
    Task<object?> ExplainAsync(Guid user, CancellationToken ct);
}
