namespace Somewhere.Else;

internal static class Outsider;
