using System.Text.RegularExpressions;

namespace Scim.Modular.BrowserTests;

/// <summary>Pictures of pages, for people to look at and for the guides: in the folder that TEST_SCREENSHOTS names, or none.</summary>
internal static partial class Pictures
{
    public static async Task KeepAsync(IPage page, string name, bool whole = true)
    {
        if (Environment.GetEnvironmentVariable("TEST_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, Unsafe().Replace(name, "-").Trim('-') + ".png"), FullPage = whole });
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Unsafe();
}
