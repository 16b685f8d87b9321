namespace Scim.Modular.Teams.Domain.Organizations;

/// <summary>Everything that the module keeps of the current organization.</summary>
internal interface IOrganizationData
{
    /// <summary>Forgets it all, at once.</summary>
    Task ForgetAsync(CancellationToken ct);
}
