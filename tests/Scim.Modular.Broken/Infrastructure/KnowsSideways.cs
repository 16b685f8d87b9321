namespace Scim.Modular.Broken.Infrastructure;

internal sealed class KnowsSideways
{
    public static void Tell<T>(T? what)
    {
    }

    public void Generic() => Tell<Api.KnowsSideways>(null);
}
