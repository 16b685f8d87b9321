using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scim.Modular.SharedKernel;

/// <summary>An identifier with a type of its own, so that a group's id can't be passed for a user's. UUIDv7: ids made later sort later.</summary>
public interface IId<TSelf> : IComparable<TSelf> where TSelf : struct, IId<TSelf>
{
    /// <summary>The identifier.</summary>
    Guid Value { get; }

    /// <summary>Gives a stored identifier its type back.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Makes and reads identifiers of every kind.</summary>
public static class Ids
{
    /// <summary>A new identifier.</summary>
    public static TId New<TId>() where TId : struct, IId<TId> => TId.From(Guid.CreateVersion7());

    /// <summary>
    /// Reads an identifier as we write it: 36 characters, lower case. An id is case-sensitive (RFC 7643 §3.1), so no other spelling
    /// of the same number is known.
    /// </summary>
    public static bool TryParse<TId>(string? text, out TId id) where TId : struct, IId<TId>
    {
        id = default;
        if (!Guid.TryParseExact(text, "D", out var value) || !string.Equals(value.ToString("D"), text, StringComparison.Ordinal))
            return false;
        id = TId.From(value);
        return true;
    }
}

/// <summary>An organization: the tenant.</summary>
[JsonConverter(typeof(IdJsonConverter<OrganizationId>))]
public readonly record struct OrganizationId(Guid Value) : IId<OrganizationId>
{
    /// <inheritdoc/>
    public static OrganizationId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(OrganizationId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>Writes an identifier as the plain string that it is.</summary>
public sealed class IdJsonConverter<TId> : JsonConverter<TId> where TId : struct, IId<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TId.From(reader.GetGuid());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
