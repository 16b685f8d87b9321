namespace Scim.Modular.IntegrationTests.Model;

// ---- delivery

/// <summary>One batch of each module's events, as it happens to be due.</summary>
internal sealed record DeliverSome(bool TeamsFirst) : Step
{
    public override Task DoAsync(World world) => world.DispatchAsync(TeamsFirst);
}

/// <summary>The events of some streams are late: others overtake them.</summary>
internal sealed record HoldBack(int Remainder) : Step
{
    public override Task DoAsync(World world) => world.HoldBackAsync(Remainder);
}

internal sealed record Rest : Step
{
    public override Task DoAsync(World world) => world.RestAsync();
}

/// <summary>Every event so far is delivered once more; forgotten: as if nobody remembered that it was handled.</summary>
internal sealed record DeliverAgain(bool Forgotten) : Step
{
    public override bool AtRest(Facts facts) => true;

    public override Task DoAsync(World world) => world.DeliverAgainAsync(Forgotten);
}

/// <summary>The next so many deliveries to a module fail: before their effects are committed, or after, before that is noted.</summary>
internal sealed record Crash(string Consumer, bool Committed, int Times) : Step
{
    public override Task DoAsync(World world)
    {
        world.Crashes.Set(Committed ? "dispatch.complete" : "dispatch.commit", Consumer, Times);
        return Task.CompletedTask;
    }
}

internal sealed record Wait(int Minutes) : Step
{
    public override Task DoAsync(World world)
    {
        world.Service.Clock.Advance(TimeSpan.FromMinutes(Minutes));
        return Task.CompletedTask;
    }
}
