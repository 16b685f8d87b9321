using Microsoft.AspNetCore.Components;

namespace Scim.Modular.WebConsole;

/// <summary>A panel of one module on a page of another.</summary>
public abstract class ConsolePanelBase : ConsolePage
{
    /// <summary>What the page is about: the id of the person, or of the team.</summary>
    [Parameter] public string? Id { get; set; }
}
