namespace Scim.Modular.Platform.Modules;

/// <summary>A module's part of what a directory's breaker holds until an administrator decides.</summary>
public interface IHeldChanges
{
    /// <summary>What this module holds of the directory in the current organization.</summary>
    Task<HeldChanges> OfDirectoryAsync(Guid directory, CancellationToken ct);
}

/// <summary>What is held.</summary>
/// <param name="Part">Of what: <c>seats</c> or <c>teams</c>.</param>
/// <param name="Count">How many changes there are.</param>
/// <param name="Items">The first 200 of them, oldest first.</param>
public sealed record HeldChanges(string Part, int Count, IReadOnlyList<HeldChange> Items);

/// <summary>One change that waits.</summary>
/// <param name="UserId">Whom it concerns.</param>
/// <param name="What">What would happen, readable.</param>
/// <param name="Since">Since when it waits.</param>
public sealed record HeldChange(Guid UserId, string What, DateTimeOffset Since);
