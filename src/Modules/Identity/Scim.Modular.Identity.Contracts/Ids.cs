using System.Text.Json.Serialization;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Contracts;

/// <summary>A directory: one identity provider's connection to an organization.</summary>
[JsonConverter(typeof(IdJsonConverter<DirectoryId>))]
public readonly record struct DirectoryId(Guid Value) : IId<DirectoryId>
{
    /// <inheritdoc/>
    public static DirectoryId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(DirectoryId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>A provisioned user.</summary>
[JsonConverter(typeof(IdJsonConverter<UserId>))]
public readonly record struct UserId(Guid Value) : IId<UserId>
{
    /// <inheritdoc/>
    public static UserId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(UserId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>A pushed group.</summary>
[JsonConverter(typeof(IdJsonConverter<GroupId>))]
public readonly record struct GroupId(Guid Value) : IId<GroupId>
{
    /// <inheritdoc/>
    public static GroupId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(GroupId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
