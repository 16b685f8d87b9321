using Scim.Modular.Broken.Contracts;

namespace Scim.Modular.Broken.Infrastructure;

internal static class RaisesTooFarOut
{
    public static object Raise() => new Unheard(1);
}
