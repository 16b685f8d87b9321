using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Scim.Modular.Oversight.Application.Webhooks;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.Platform.Databases;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure.Webhooks;

/// <summary>
/// Seals secrets with AES-GCM. The key comes from the setting <c>Webhooks__Key</c>, or from a file that the first webhook makes: a copy of the
/// database alone signs nothing.
/// </summary>
internal sealed class WebhookKey : IWebhookSecrets
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const string Prefix = "whsec_";

    private readonly string _directory;
    private byte[]? _key;

    /// <summary>Takes the setting; throws when it holds something else than a key.</summary>
    public WebhookKey(IOptions<WebhookOptions> options, IConfiguration settings)
    {
        _directory = settings["Data:Directory"] is { Length: > 0 } given ? given : "./data";
        if (!string.IsNullOrWhiteSpace(options.Value.Key))
        {
            _key = Parse(options.Value.Key)
                ?? throw new SettingException("Webhooks__Key", "It is not 32 bytes in base64. `openssl rand -base64 32` makes a good one.");
        }
    }

    public Result<NewSecret> Make(WebhookId webhook)
    {
        try
        {
            var secret = RandomNumberGenerator.GetBytes(KeySize);
            return new NewSecret(Prefix + Convert.ToBase64String(secret), Close(webhook, secret));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return WebhookErrors.NoKey(failure.Message);
        }
    }

    /// <summary>Opens a stored secret; throws when this is not the key, or not the endpoint, that it was sealed for.</summary>
    public byte[] Open(WebhookId webhook, byte[] stored)
    {
        using var aes = new AesGcm(Key(), TagSize);
        var secret = new byte[stored.Length - NonceSize - TagSize];
        aes.Decrypt(
            stored.AsSpan(0, NonceSize), stored.AsSpan(NonceSize + TagSize), stored.AsSpan(NonceSize, TagSize), secret,
            webhook.Value.ToByteArray(bigEndian: true));
        return secret;
    }

    private byte[] Close(WebhookId webhook, byte[] secret)
    {
        using var aes = new AesGcm(Key(), TagSize);
        var stored = new byte[NonceSize + TagSize + secret.Length];
        RandomNumberGenerator.Fill(stored.AsSpan(0, NonceSize));
        aes.Encrypt(
            stored.AsSpan(0, NonceSize), secret, stored.AsSpan(NonceSize + TagSize), stored.AsSpan(NonceSize, TagSize),
            webhook.Value.ToByteArray(bigEndian: true));
        return stored;
    }

    // Two threads that are first read the same file.
    private byte[] Key()
    {
        if (_key is not null)
            return _key;
        var file = Path.Combine(_directory, "webhooks.key");
        if (!File.Exists(file))
            Write(_directory, file);
        return _key = Parse(File.ReadAllText(file))
            ?? throw new IOException($"The file {file} does not hold 32 bytes in base64; without the same key no webhook's secret can be read.");
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
