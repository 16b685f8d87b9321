using System.Text.Json;

namespace Scim.Modular.ConformanceTests.Exchanges;

/// <summary>A file of this folder, with what its client sends in every request (<c>client.json</c> beside it).</summary>
internal sealed record ExchangeFile(string Provider, JsonObject Headers, JsonObject Content)
{
    private const string Client = "client.json";

    private static string Root => Path.Combine(AppContext.BaseDirectory, "Exchanges");

    /// <summary>The files, relative to the folder: <c>entra/02-lookup.json</c>.</summary>
    public static IEnumerable<string> All() => Directory.EnumerateFiles(Root, "*.json", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) != Client)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static ExchangeFile Read(string file)
    {
        var client = Parse(Path.Combine(Root, Path.GetDirectoryName(file)!, Client));
        return new ExchangeFile(client.Text("provider"), (JsonObject)client["headers"]!, Parse(Path.Combine(Root, file)));
    }

    private static JsonObject Parse(string path) =>
        (JsonObject)JsonNode.Parse(File.ReadAllText(path), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!;
}
