using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Domain.Audit;

/// <summary>A change that an administrator asked for and was refused.</summary>
internal sealed record Refusal(
    OrganizationId Organization, string Actor, Guid RequestId, string Method, string Route, int Status, string? Code, DateTimeOffset At)
{
    /// <summary>Its name in the audit log.</summary>
    public const string Action = "refused";
}

/// <summary>A change was refused with <paramref name="Status"/> and <paramref name="Code"/>.</summary>
internal sealed record RequestRefused(Guid RefusalId, long Version, string Method, string Route, int Status, string? Code, DateTimeOffset At)
    : IDomainEvent
{
    string IDomainEvent.Stream => $"refusal:{RefusalId:D}";

    Guid? IDomainEvent.Person => null;
}
