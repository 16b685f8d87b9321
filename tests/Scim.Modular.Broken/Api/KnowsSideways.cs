namespace Scim.Modular.Broken.Api;

internal sealed class KnowsSideways
{
    private readonly Lazy<Infrastructure.KnowsSideways>? _other;
}
