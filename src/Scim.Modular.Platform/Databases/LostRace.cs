namespace Scim.Modular.Platform.Databases;

/// <summary>What lost a race against another transaction runs again from the start, a few times: <see cref="DatabaseErrors.IsConflict"/>.</summary>
internal static class LostRace
{
    private const int Tries = 5;

    /// <summary>Whether it failed for that, and this was not its last try. The first attempt is 1.</summary>
    public static bool MayRunAgain(Exception failure, int attempt) => attempt < Tries && DatabaseErrors.IsConflict(failure);

    /// <summary>Lets the winner go on: a few milliseconds, of random length, so that two losers do not meet again.</summary>
    public static Task PauseAsync(int attempt, CancellationToken ct) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 * attempt)), ct);
}
