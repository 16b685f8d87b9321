using Scim.Modular.SharedKernel;

namespace Scim.Modular.Broken.Domain;

public sealed class PublicThing;

internal class OpenThing;

internal static class Nest
{
    internal class Egg;
}

internal interface IThingRepository
{
    Task StoreAsync();
}

internal sealed class Anaemic : AggregateRoot
{
    public int Nick;

    public string Name { get; set; } = "";

    public int Age { get; internal set; }
}

internal sealed class RaisesAnothersEvent : AggregateRoot
{
    public void Raise(DateTimeOffset now) => Raise(version => new Teams.Contracts.TeamDeleted(default, version, now));
}
