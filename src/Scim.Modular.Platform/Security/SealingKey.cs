using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Scim.Modular.Platform.Databases;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Security;

/// <summary>
/// Seals with AES-GCM what must be read again: secrets of webhooks and of sign-in connections, and what a browser carries for us. The key
/// is not in the database: it comes from a setting, or from a file that the first use makes. What is sealed is bound to its place: moved to
/// another one it opens nothing.
/// </summary>
public sealed class SealingKey
{
    /// <summary>The setting, as an environment variable.</summary>
    public const string Setting = "Webhooks__Key";

    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly string _directory;
    private byte[]? _key;

    /// <summary>Takes the setting; throws <see cref="SettingException"/> when it holds something else than a key.</summary>
    public SealingKey(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _directory = settings["Data:Directory"] is { Length: > 0 } given ? given : "./data";
        if (settings["Webhooks:Key"] is { } key && !string.IsNullOrWhiteSpace(key))
        {
            _key = Parse(key)
                ?? throw new SettingException(Setting, "It is not 32 bytes in base64. `openssl rand -base64 32` makes a good one.");
        }
    }

    /// <summary>Seals. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when there is no key and none can be kept.</summary>
    /// <param name="secret">What is sealed.</param>
    /// <param name="place">Where it belongs.</param>
    public byte[] Close(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> place)
    {
        using var aes = new AesGcm(Key(), TagSize);
        var stored = new byte[NonceSize + TagSize + secret.Length];
        RandomNumberGenerator.Fill(stored.AsSpan(0, NonceSize));
        aes.Encrypt(stored.AsSpan(0, NonceSize), secret, stored.AsSpan(NonceSize + TagSize), stored.AsSpan(NonceSize, TagSize), place);
        return stored;
    }

    /// <summary>Opens; throws <see cref="CryptographicException"/> when this is not the key, or not the place, that it was sealed for.</summary>
    public byte[] Open(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> place)
    {
        if (stored.Length < NonceSize + TagSize)
            throw new CryptographicException("It is too short to have been sealed.");
        using var aes = new AesGcm(Key(), TagSize);
        var secret = new byte[stored.Length - NonceSize - TagSize];
        aes.Decrypt(stored[..NonceSize], stored[(NonceSize + TagSize)..], stored[NonceSize..(NonceSize + TagSize)], secret, place);
        return secret;
    }

    /// <inheritdoc cref="Close(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public byte[] Close(string secret, string place) => Close(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(place));

    /// <summary>Seals, or says in words that there is no key and that none can be kept.</summary>
    public Result<byte[]> Seal(string secret, string place)
    {
        try
        {
            return Close(secret, place);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Error(
                ErrorKind.Conflict, "sealing_key_missing",
                $"{Setting} is not set, and no key can be kept in Data__Directory: {failure.Message} Set it (`openssl rand -base64 32`) or make the folder writable.");
        }
    }

    /// <inheritdoc cref="Open(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public string Open(ReadOnlySpan<byte> stored, string place) => Encoding.UTF8.GetString(Open(stored, Encoding.UTF8.GetBytes(place)));

    // Two threads that are first read the same file.
    private byte[] Key()
    {
        if (_key is not null)
            return _key;
        var file = Path.Combine(_directory, "webhooks.key");
        if (!File.Exists(file))
            Write(_directory, file);
        return _key = Parse(File.ReadAllText(file))
            ?? throw new IOException($"The file {file} does not hold 32 bytes in base64; without the same key nothing that was sealed can be read.");
    }

    // Under another name first: a process that starts at the same time reads a whole key or none.
    private static void Write(string directory, string file)
    {
        Directory.CreateDirectory(directory);
        var draft = $"{file}.{Guid.CreateVersion7():N}";
        var access = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, access))
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySize)));
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }

    private static byte[]? Parse(string text)
    {
        var key = new byte[KeySize + 1];
        return Convert.TryFromBase64String(text.Trim(), key, out var written) && written == KeySize ? key[..KeySize] : null;
    }
}
