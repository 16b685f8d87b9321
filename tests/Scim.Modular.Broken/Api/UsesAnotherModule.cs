using Scim.Modular.Teams;

namespace Scim.Modular.Broken.Api;

internal static class UsesAnotherModule
{
    public static Type Peek() => typeof(TeamsModule);
}

internal static class UsesAnotherModuleInAClosure
{
    public static Func<Type> Peek(int number)
    {
        Func<Type> inner = () => number > 0 ? typeof(List<>) : new List<Type> { typeof(TeamsModule) }[0];
        return inner;
    }
}
