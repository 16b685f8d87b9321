using Scim.Modular.Teams.Application.Mappings;
using Scim.Modular.WebConsole;

namespace Scim.Modular.Teams.Api.Console;

/// <summary>
/// A form that says what a mapping is to be. Sent for the first time, it shows what would follow; sent again as it was, it is done. What is
/// changed in between is shown anew.
/// </summary>
public abstract class MappingForm : ConsolePage
{
    /// <summary>The field that says which values have been looked at.</summary>
    protected const string Reviewed = "reviewed";

    private const int MostSuggested = 1000;

    private protected MappingChoices Choices { get; private set; } = new([], [], []);

    private protected MappingPreview? Preview { get; private set; }

    /// <summary>The values of the form in one text.</summary>
    protected string Values => string.Join('\n', Fields.Select(Form.Text));

    /// <summary>What can be chosen as a plan.</summary>
    protected IEnumerable<(string Value, string Text)> Plans => [("", "none"), .. Choices.Plans.Select(plan => (plan, plan))];

    private static IReadOnlyList<string> Fields { get; } = ["directoryId", "groupName", "teamId", "role", "mode", "priority", "plan"];

    /// <summary>Reads what can be chosen.</summary>
    protected async Task ReadChoicesAsync() => Choices = await AskAsync(new GetMappingChoices(MostSuggested));

    /// <summary>Whether these values have been looked at; if not, the preview is made.</summary>
    private protected async Task<bool> IsReviewedAsync(PreviewGroupMapping command)
    {
        if (Form.IsWrong)
            return false;
        if (Form.Text(Reviewed) == Fingerprint())
            return true;
        if (await TryForAsync(command) is { Error: null } preview)
            Preview = preview.Value;
        return false;
    }

    /// <summary>The values that are being shown.</summary>
    protected string Fingerprint() => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Values)));
}
