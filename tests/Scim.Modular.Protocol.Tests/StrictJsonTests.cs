using System.Text;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Tests;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"active":true,"active":false}""", "invalidSyntax", "Byte 15: the name 'active' is there twice")]
    [InlineData("""{"active":false,"Active":true}""", "invalidSyntax", "twice")]
    [InlineData("""{"a":{"x":1,"X":2}}""", "invalidSyntax", "twice")]
    [InlineData("""{"active":1,"\u0061ctive":2}""", "invalidSyntax", "twice")]
    [InlineData("""{"a":"\u0000"}""", "invalidValue", "NUL")]
    [InlineData("""{"\u0000":1}""", "invalidValue", "NUL")]
    [InlineData("""{"a":"\ud800"}""", "invalidValue", "surrogate")]
    [InlineData("""{"a":"\udc00\ud800"}""", "invalidValue", "surrogate")]
    [InlineData("""{"\ud800":1}""", "invalidValue", "surrogate")]
    [InlineData("""{"a":1e400}""", "invalidValue", "too large")]
    [InlineData("""{"a":-1e400}""", "invalidValue", "too large")]
    [InlineData("""{"a":NaN}""", "invalidSyntax", "not valid JSON (line 1, byte 6)")]
    [InlineData("""{"a":Infinity}""", "invalidSyntax", "not valid JSON")]
    [InlineData("""{"a":01}""", "invalidSyntax", "not valid JSON")]
    [InlineData("""{"a":1} x""", "invalidSyntax", "not valid JSON")]
    [InlineData("""{"a":1}{}""", "invalidSyntax", "not valid JSON")]
    [InlineData("""{"a":1,}""", "invalidSyntax", "not valid JSON")]
    [InlineData("""{"a":1 /* c */}""", "invalidSyntax", "not valid JSON")]
    [InlineData("// c\n{}", "invalidSyntax", "not valid JSON")]
    [InlineData("{'a':1}", "invalidSyntax", "not valid JSON")]
    [InlineData("""{"a":"x""", "invalidSyntax", "not valid JSON")]
    [InlineData("{\"a\":\"\t\"}", "invalidSyntax", "not valid JSON")]
    [InlineData("""{"a":[}""", "invalidSyntax", "not valid JSON")]
    [InlineData("", "invalidSyntax", "not valid JSON")]
    [InlineData("[]", "invalidSyntax", "must be a JSON object")]
    [InlineData("null", "invalidSyntax", "must be a JSON object")]
    [InlineData("\"x\"", "invalidSyntax", "must be a JSON object")]
    public void A_body_that_two_readers_could_read_differently_is_refused(string body, string scimType, string detail) =>
        Assert.Contains(detail, Json.AssertRefused(scimType, () => Json.Object(body)).Detail, StringComparison.Ordinal);

    [Fact, Rfc("7644-3.8-1", "7644-3.8-2")]
    public void A_body_that_is_not_UTF8_is_refused()
    {
        byte[] overlong = [.. "{\"a\":\""u8, 0xC0, 0xAF, .. "\"}"u8];
        Assert.StartsWith("Byte 6", Json.AssertRefused("invalidSyntax", () => StrictJson.Parse(overlong)).Detail, StringComparison.Ordinal);
        Json.AssertRefused("invalidSyntax", () => StrictJson.Parse((byte[])[.. "{\"a\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8])); // a surrogate
        Json.AssertRefused("invalidSyntax", () => StrictJson.Parse(Encoding.Unicode.GetBytes("{}")));
        Json.AssertRefused("invalidSyntax", () => StrictJson.Parse((byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{}")]));
    }

    [Fact]
    public void A_byte_order_mark_is_skipped() =>
        Json.AssertEqual("""{"a":1}""", StrictJson.Parse((byte[])[0xEF, 0xBB, 0xBF, .. "{\"a\":1}"u8]));

    [Fact]
    public void A_body_is_nested_as_deep_as_the_limit_and_not_one_more()
    {
        StrictJson.Parse(Nested(32));
        Assert.Contains("deeper than 32", Json.AssertRefused("invalidSyntax", () => StrictJson.Parse(Nested(33))).Detail, StringComparison.Ordinal);
        Json.AssertRefused("invalidSyntax", () => StrictJson.Parse(Nested(200_000)));

        static byte[] Nested(int depth) => Encoding.UTF8.GetBytes("{\"a\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}");
    }

    [Theory]
    [InlineData("\uFFFE")]
    [InlineData("\u202Eevil")]
    [InlineData("${7*7}{{7*7}}{0}%s@(1+1)#{1}")]
    [InlineData("😀\u0001\u007F\"\\")]
    public void Any_other_text_comes_back_as_it_was(string text)
    {
        var body = new JsonObject { ["a"] = text, [text] = 1 }.ToJsonString();
        Assert.Equal(text, Json.Object(body)["a"]!.GetValue<string>());
        Assert.True(Json.Object(body).ContainsKey(text));
    }

    [Fact]
    public void Numbers_keep_their_value() => Json.AssertEqual(
        """{"a":[0,-1,9223372036854775807,9223372036854775808,1.50,1e300]}""",
        Json.Object("""{"a":[0,-1,9223372036854775807,9223372036854775808,1.50,1e300]}"""));
}
