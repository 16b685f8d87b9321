using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.Identity.Infrastructure.SignIn.Saml;

/// <summary>
/// Whether a certificate that we know has signed an element: that very one, all of it. What a signature may look like is looked at before
/// any of it is computed; what it says of keys is never read.
/// </summary>
internal static class SamlSignatures
{
    static SamlSignatures() => EcdsaSignature.Register();

    /// <summary>The signature of an element: null when there is none. False when there is one that must not be believed.</summary>
    public static bool? Verify(XmlElement signed, IReadOnlyList<X509Certificate2> certificates)
    {
        var signatures = SamlXml.Children(signed, "Signature", SamlNames.Signature);
        if (signatures.Count == 0)
            return null;
        if (signatures is not [var signature] || Shape(signature, signed) is not { } method)
            return false;

        try
        {
            return certificates.Any(certificate => Verify(signed, method, certificate));
        }
        catch (Exception garbled) when (garbled is CryptographicException or FormatException or XmlException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Verify(XmlElement signed, string method, X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm? key = SamlNames.EcdsaSignatures.Contains(method, StringComparer.Ordinal)
            ? certificate.GetECDsaPublicKey()
            : certificate.GetRSAPublicKey();
        if (key is null)
            return false;
        var alone = Alone(signed);
        var reader = new OfElement(alone);
        var signature = SamlXml.Child(alone, "Signature", SamlNames.Signature)!;
        // Certificates that a stranger sends are not even parsed. No signature covers itself, so nothing is missed.
        if (SamlXml.Child(signature, "KeyInfo", SamlNames.Signature) is { } keys)
            signature.RemoveChild(keys);
        reader.LoadXml(signature);
        return reader.CheckSignature(key);
    }

    // A copy in a document of its own, where its signature is the first, with the namespaces that it had around it.
    private static XmlElement Alone(XmlElement signed)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var copy = (XmlElement)document.AppendChild(document.ImportNode(signed, deep: true))!;
        foreach (var (prefix, space) in signed.CreateNavigator()!.GetNamespacesInScope(XmlNamespaceScope.ExcludeXml))
        {
            var name = prefix.Length == 0 ? "xmlns" : "xmlns:" + prefix;
            if (!copy.HasAttribute(name))
                copy.SetAttribute(name, space);
        }

        return copy;
    }

    // SAML core §5.4: one reference, to the element that holds the signature, and two transforms. The algorithm of a shape that fits.
    private static string? Shape(XmlElement signature, XmlElement signed)
    {
        // The schema has it behind the issuer.
        if (Before(signature) is not { LocalName: "Issuer", NamespaceURI: SamlNames.Assertion })
            return null;
        if (Parts(signature) is not ["SignedInfo", "SignatureValue"] and not ["SignedInfo", "SignatureValue", "KeyInfo"])
            return null;
        var info = SamlXml.Child(signature, "SignedInfo", SamlNames.Signature)!;
        if (Parts(info) is not ["CanonicalizationMethod", "SignatureMethod", "Reference"]
            || Algorithm(SamlXml.Child(info, "CanonicalizationMethod", SamlNames.Signature)) != SamlNames.ExclusiveC14N
            || Algorithm(SamlXml.Child(info, "SignatureMethod", SamlNames.Signature)) is not { } method
            || !(SamlNames.RsaSignatures.Contains(method, StringComparer.Ordinal) || SamlNames.EcdsaSignatures.Contains(method, StringComparer.Ordinal)))
        {
            return null;
        }

        var reference = SamlXml.Child(info, "Reference", SamlNames.Signature)!;
        if (Parts(reference) is not ["Transforms", "DigestMethod", "DigestValue"]
            || SamlXml.Attribute(signed, "ID") is not { Length: > 0 } id || SamlXml.Attribute(reference, "URI") != "#" + id
            || !SamlNames.Digests.Contains(Algorithm(SamlXml.Child(reference, "DigestMethod", SamlNames.Signature)), StringComparer.Ordinal))
        {
            return null;
        }

        var transforms = SamlXml.Child(reference, "Transforms", SamlNames.Signature)!;
        return Parts(transforms) is ["Transform", "Transform"]
            && SamlXml.Children(transforms, "Transform", SamlNames.Signature).Select(Algorithm)
                .SequenceEqual([SamlNames.Enveloped, SamlNames.ExclusiveC14N], StringComparer.Ordinal)
            ? method
            : null;
    }

    // The names of the children, of which all must be of the signature's namespace.
    private static IReadOnlyList<string> Parts(XmlElement parent) =>
        [.. parent.ChildNodes.OfType<XmlElement>().Select(child => child.NamespaceURI == SamlNames.Signature ? child.LocalName : "?")];

    private static string? Algorithm(XmlElement? element) => element is null ? null : SamlXml.Attribute(element, "Algorithm");

    private static XmlElement? Before(XmlElement element)
    {
        var before = element.PreviousSibling;
        while (before is not (null or XmlElement))
            before = before.PreviousSibling;
        return (XmlElement?)before;
    }

    /// <summary>Knows one element only, so that no reference leads elsewhere.</summary>
    private sealed class OfElement : SignedXml
    {
        private readonly XmlElement _signed;

        public OfElement(XmlElement signed) : base(signed)
        {
            _signed = signed;
            Resolver = null!;
        }

        public override XmlElement? GetIdElement(XmlDocument? document, string idValue) =>
            SamlXml.Attribute(_signed, "ID") == idValue ? _signed : null;
    }
}
