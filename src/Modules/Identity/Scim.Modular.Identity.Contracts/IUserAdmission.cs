namespace Scim.Modular.Identity.Contracts;

/// <summary>
/// Asked before a new user is stored: may one more come in? It is the one question that Identity asks another module, because a
/// refusal must come before anything is stored, and an event comes after. It works in the current organization, in a transaction of its
/// own, and must not be called inside another.
/// </summary>
public interface IUserAdmission
{
    /// <summary>
    /// Reserves a place under <paramref name="admission"/>. It is taken up by the <see cref="UserCreated"/> or <see cref="UserReturned"/>
    /// that carries the same id, and lapses by itself if none does.
    /// </summary>
    Task<AdmissionAnswer> ReserveAsync(Guid admission, CancellationToken ct);

    /// <summary>Gives a reserved place back: the user was not stored after all.</summary>
    Task CancelAsync(Guid admission, CancellationToken ct);
}

/// <summary>The answer to a request for admission.</summary>
/// <param name="Reserved">A place was reserved and must be taken up or given back. False when none was needed.</param>
/// <param name="Refusal">Why nobody can come in, for an administrator to read in the identity provider; null when admitted.</param>
public sealed record AdmissionAnswer(bool Reserved, string? Refusal)
{
    /// <summary>Admitted without a reservation.</summary>
    public static AdmissionAnswer Open { get; } = new(false, null);
}
