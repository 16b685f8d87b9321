using Scim.Modular.SharedKernel;

namespace Scim.Modular.Broken.Protocol;

public static class Reader
{
    public static string Read(Error error) => File.ReadAllText(error.Code);
}

public static class Caller
{
    public static Task<string> Call(HttpClient client)
    {
        Console.WriteLine("calling");
        return client.GetStringAsync(new Uri("https://example.com"));
    }
}
