using System.Text.Json.Serialization;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Broken.Contracts;

public interface IBrokenEvent : IDomainEvent
{
    string IDomainEvent.Stream => "broken:1";

    Guid? IDomainEvent.Person => null;
}

/// <summary>Its golden file shows another form.</summary>
public sealed record Moved(long Version, string Name) : IBrokenEvent;

/// <summary>Nobody hears it, and it has no golden file.</summary>
public sealed record Unheard(long Version) : IBrokenEvent;

/// <summary>What was stored is not read back.</summary>
public sealed record Lossy : IBrokenEvent
{
    public Lossy(long version, string text) => (Version, Text) = (version, text);

    [JsonConstructor]
    public Lossy(long version) => Version = version;

    public long Version { get; }

    public string? Text { get; }
}

public sealed class NotARecord(long version) : IBrokenEvent
{
    public long Version { get; } = version;
}

public sealed record NotPlain(long Version, object Anything, List<int> Numbers, NotPlain.Nested Inner) : IBrokenEvent
{
    public sealed record Nested(System.Text.StringBuilder Text);
}

public sealed record NotImmutable(long Version) : IBrokenEvent
{
    public string? Name { get; set; }
}

public sealed record NamesAnotherContract(long Version, Teams.Contracts.TeamId Team) : IBrokenEvent;
