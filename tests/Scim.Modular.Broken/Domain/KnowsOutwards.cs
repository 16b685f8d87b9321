namespace Scim.Modular.Broken.Domain;

internal static class KnowsOutwards
{
    public static async Task<string> ReadAsync(Application.KnowsOutwards? outwards)
    {
        await Task.Yield();
        return File.ReadAllText("x") + outwards;
    }
}

internal static class KnowsTheEntryClass
{
    public static Type Peek() => typeof(BrokenModule);
}
