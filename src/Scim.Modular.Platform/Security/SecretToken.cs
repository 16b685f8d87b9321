using System.Security.Cryptography;
using System.Text;

namespace Scim.Modular.Platform.Security;

/// <summary>
/// A credential that we make: prefix, 43 base-62 characters of 256 random bits, and a checksum of six. The prefix tells secret
/// scanners whose it is, the checksum refuses a typing error without asking the database, and a double click selects all of it. Only
/// its SHA-256 is kept: the secret has too many bits to be guessed, so no slow hash is needed.
/// </summary>
public static class SecretToken
{
    /// <summary>The prefix of a directory's SCIM token.</summary>
    public const string Scim = "scm_";

    /// <summary>The prefix of an admin key.</summary>
    public const string Admin = "sca_";

    /// <summary>The prefix of the value in the cookie of somebody who is signed in.</summary>
    public const string Session = "scs_";

    /// <summary>The prefix of the code in a link that signs somebody in.</summary>
    public const string Link = "scl_";

    private static readonly string[] Prefixes = [Scim, Admin, Session, Link];

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int SecretLength = 43;
    private const int ChecksumLength = 6;

    /// <summary>Makes a new one.</summary>
    public static string Create(string prefix)
    {
        // 43 characters of 62 hold 256.03 bits; RandomNumberGenerator draws each without bias.
        var secret = prefix + RandomNumberGenerator.GetString(Alphabet, SecretLength);
        return secret + Checksum(secret);
    }

    /// <summary>False for what carries our prefix and can't be ours: nobody needs to look it up.</summary>
    public static bool IsPlausible(string token)
    {
        if (!Array.Exists(Prefixes, prefix => token.StartsWith(prefix, StringComparison.Ordinal)))
            return true;
        var length = Scim.Length + SecretLength;
        return token.Length == length + ChecksumLength
            && string.Equals(token[length..], Checksum(token[..length]), StringComparison.Ordinal);
    }

    /// <summary>What is stored and looked up instead of the secret.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static string Checksum(string secret)
    {
        var value = Crc32(Encoding.ASCII.GetBytes(secret));
        Span<char> text = stackalloc char[ChecksumLength];
        for (var i = ChecksumLength - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(value % 62)];
            value /= 62;
        }

        return new string(text);
    }

    // CRC-32 (IEEE): .NET has it only in a package.
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
