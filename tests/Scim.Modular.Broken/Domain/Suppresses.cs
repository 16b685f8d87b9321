using System.Diagnostics.CodeAnalysis;

namespace Scim.Modular.Broken.Domain;

#pragma warning disable CS0168
[SuppressMessage("Naming", "CA1720:Identifiers should not contain type names")]
internal class Suppresses;
