using Microsoft.AspNetCore.Http;

namespace Scim.Modular.Broken.Application;

internal sealed class KnowsOutwards(HttpContext http)
{
    public override string ToString() => http.ToString() + typeof(Infrastructure.KnowsSideways);
}
