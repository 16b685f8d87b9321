namespace Scim.Modular.Licensing.Contracts;

/// <summary>
/// Asked before a mapping is made or changed: how many seats would it need? Only an administrator's preview asks it; what is applied goes by
/// events. It reads in the current organization and changes nothing.
/// </summary>
public interface ISeatForecast
{
    /// <summary>What these users would need, by the same rules as when it happens.</summary>
    Task<SeatForecast> ForecastAsync(EntitlementChange change, CancellationToken ct);
}

/// <summary>A mapping as it would be.</summary>
/// <param name="MappingId">The mapping that is changed; null: a new one.</param>
/// <param name="Plan">The plan that it would entitle to; null: to none.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Users">Everybody who would have it as a source.</param>
public sealed record EntitlementChange(Guid? MappingId, string? Plan, int Priority, IReadOnlyCollection<Guid> Users);

/// <summary>The answer.</summary>
/// <param name="Needed">Seats that people would take who do not hold one of that plan now.</param>
/// <param name="Missing">How many of those would have to wait, or be beyond the bought number.</param>
public sealed record SeatForecast(int Needed, int Missing);
