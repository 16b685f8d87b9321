namespace Scim.Modular.Broken;

internal static class Homeless;
