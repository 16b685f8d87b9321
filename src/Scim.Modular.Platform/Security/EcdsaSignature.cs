using System.Security.Cryptography;

namespace Scim.Modular.Platform.Security;

/// <summary>
/// Teaches the framework's SignedXml to verify ECDSA (RFC 6931 §2.3.6), which it does not know by itself. Public, as the framework makes it
/// by reflection.
/// </summary>
public abstract class EcdsaSignature : SignatureDescription
{
    /// <summary>With SHA-256.</summary>
    public const string Sha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

    /// <summary>With SHA-384.</summary>
    public const string Sha384 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384";

    /// <summary>With SHA-512.</summary>
    public const string Sha512 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512";

    private readonly Func<HashAlgorithm> _hash;

    private EcdsaSignature(Func<HashAlgorithm> hash)
    {
        _hash = hash;
        KeyAlgorithm = typeof(ECDsa).AssemblyQualifiedName;
    }

    /// <summary>Registers the three, for the whole process.</summary>
    public static void Register()
    {
        CryptoConfig.AddAlgorithm(typeof(WithSha256), Sha256);
        CryptoConfig.AddAlgorithm(typeof(WithSha384), Sha384);
        CryptoConfig.AddAlgorithm(typeof(WithSha512), Sha512);
    }

    /// <inheritdoc/>
    public override HashAlgorithm CreateDigest() => _hash();

    /// <inheritdoc/>
    public override AsymmetricSignatureDeformatter CreateDeformatter(AsymmetricAlgorithm key) => new Deformatter((ECDsa)key);

    /// <inheritdoc/>
    public override AsymmetricSignatureFormatter CreateFormatter(AsymmetricAlgorithm key) => new Formatter((ECDsa)key);

    /// <inheritdoc cref="Sha256"/>
    public sealed class WithSha256() : EcdsaSignature(SHA256.Create);

    /// <inheritdoc cref="Sha384"/>
    public sealed class WithSha384() : EcdsaSignature(SHA384.Create);

    /// <inheritdoc cref="Sha512"/>
    public sealed class WithSha512() : EcdsaSignature(SHA512.Create);

    private sealed class Deformatter(ECDsa key) : AsymmetricSignatureDeformatter
    {
        public override void SetKey(AsymmetricAlgorithm key) => throw new NotSupportedException();

        public override void SetHashAlgorithm(string strName)
        {
        }

        public override bool VerifySignature(byte[] rgbHash, byte[] rgbSignature) => key.VerifyHash(rgbHash, rgbSignature);
    }

    private sealed class Formatter(ECDsa key) : AsymmetricSignatureFormatter
    {
        public override void SetKey(AsymmetricAlgorithm key) => throw new NotSupportedException();

        public override void SetHashAlgorithm(string strName)
        {
        }

        public override byte[] CreateSignature(byte[] rgbHash) => key.SignHash(rgbHash);
    }
}
