using System.Text.Json.Serialization;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Domain.Mappings;

/// <summary>A group mapping.</summary>
[JsonConverter(typeof(IdJsonConverter<MappingId>))]
internal readonly record struct MappingId(Guid Value) : IId<MappingId>
{
    /// <summary>No mapping: what an administrator did by hand.</summary>
    public static MappingId None => default;

    public static MappingId From(Guid value) => new(value);

    public int CompareTo(MappingId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D");
}
