namespace Scim.Modular.Broken.Helpers;

internal static class Utility;
