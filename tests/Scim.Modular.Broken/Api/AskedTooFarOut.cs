using Scim.Modular.SharedKernel;

namespace Scim.Modular.Broken.Api;

internal sealed record AskedTooFarOut : IQuery<int>;
