using System.Text;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Identity.Domain;

/// <summary>
/// A text as it is compared and looked up: folded, and short enough for an index of every database. One function for the check and for
/// the lookup, or two spellings of one name become two users.
/// </summary>
internal static class FoldedKey
{
    /// <summary>Most characters of a key.</summary>
    public const int Length = 512;

    private const int Bytes = 1024;

    public static bool Fits(string folded) => folded.Length <= Length && Encoding.UTF8.GetByteCount(folded) <= Bytes;

    /// <summary>The key of a value; one that is too long for any index is a 400 that names the attribute.</summary>
    public static string Of(string value, string attribute)
    {
        var key = CaseFolding.Fold(value);
        return value.Length <= Length && Fits(key) ? key : throw ScimException.InvalidValue($"{attribute}: the value is longer than {Length} characters, as sent or once its letters are normalized.");
    }
}
