namespace Scim.Modular.Broken.Api;

internal static class Blocks
{
    public static int Result(Task<int> work) => work.Result;

    public static void Wait(Task work) => work.Wait();

    public static int Quietly(Task<int> work) => work.GetAwaiter().GetResult();

    public static async Task<int> InAnAsyncMethod(Task<int> work)
    {
        await Task.Yield();
        await work;
        return work.GetAwaiter().GetResult();
    }

    public static void Sleep() => Thread.Sleep(1);

    public static async void Forget() => await Task.Yield();
}
