using System.Text;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Tests;

internal static class Json
{
    public static JsonObject Object(string text) => StrictJson.Parse(Encoding.UTF8.GetBytes(text));

    public static void AssertEqual(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"expected {expected}\nbut was  {actual?.ToJsonString()}");

    public static ScimException AssertRefused(string scimType, Action action)
    {
        var error = Assert.Throws<ScimException>(action);
        Assert.Equal((400, scimType), (error.Status, error.ScimType));
        return error;
    }
}
