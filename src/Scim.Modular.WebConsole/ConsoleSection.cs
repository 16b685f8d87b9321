using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.WebConsole;

/// <summary>An entry of the console's navigation. A module registers one for each of its places.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Path">Its address below that of the organization, such as <c>licenses</c>; empty: the overview.</param>
/// <param name="Order">Its place: lower ones come first.</param>
/// <param name="Group">The heading that it stands under.</param>
/// <param name="Scope">What looking at it takes: who lacks it is not led there.</param>
public sealed record ConsoleSection(string Title, string Path, int Order, string Group = "", string Scope = AdminScopes.Read);

/// <summary>
/// Something that one module shows on a page of another, such as the seat on the page of a person. The component gets the parameters
/// <c>Org</c> and, on pages of one thing, <c>Id</c>.
/// </summary>
/// <param name="Page">Which page: one of <see cref="ConsolePages"/>.</param>
/// <param name="Order">Its place on the page.</param>
/// <param name="Component">The component.</param>
public sealed record ConsolePanel(string Page, int Order, Type Component);

/// <summary>The pages that have room for panels of other modules.</summary>
public static class ConsolePages
{
    /// <summary>An organization at a glance.</summary>
    public const string Overview = "overview";

    /// <summary>One person.</summary>
    public const string Person = "person";

    /// <summary>Directory sync: below the directories.</summary>
    public const string DirectorySync = "dsync";

    /// <summary>One team.</summary>
    public const string Team = "team";
}

/// <summary>How a module says what it shows.</summary>
public static class ConsoleRegistration
{
    /// <summary>Adds an entry to the navigation.</summary>
    public static IServiceCollection AddConsoleSection(this IServiceCollection services, string title, string path, int order, string group = "", string scope = AdminScopes.Read) =>
        services.AddSingleton(new ConsoleSection(title, path, order, group, scope));

    /// <summary>Adds a panel to a page.</summary>
    public static IServiceCollection AddConsolePanel<TComponent>(this IServiceCollection services, string page, int order)
        where TComponent : Microsoft.AspNetCore.Components.IComponent =>
        services.AddSingleton(new ConsolePanel(page, order, typeof(TComponent)));
}

/// <summary>An entry of the navigation of the whole installation, for its owners.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Path">Its address below <c>/console/-/</c>.</param>
/// <param name="Order">Its place: lower ones come first.</param>
public sealed record InstallationSection(string Title, string Path, int Order);
