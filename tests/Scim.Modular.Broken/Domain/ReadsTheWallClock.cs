namespace Scim.Modular.Broken.Domain;

internal static class ReadsTheWallClock
{
    public static object[] Read() => [DateTime.Now, DateTime.UtcNow, DateTimeOffset.Now, DateTimeOffset.UtcNow];
}
