using System.Diagnostics;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Tests;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("""userName eq "bjensen" """, """(userName eq "bjensen")""")]
    [InlineData("""USERNAME Eq "b" """, """(USERNAME eq "b")""")]
    [InlineData("title pr", "(title pr)")]
    [InlineData("title PR AND userType pR", "and((title pr), (userType pr))")]
    [InlineData("a pr or b pr and c pr", "or((a pr), and((b pr), (c pr)))")]
    [InlineData("(a pr or b pr) and c pr", "and(or((a pr), (b pr)), (c pr))")]
    [InlineData("a pr or b pr or c pr", "or(or((a pr), (b pr)), (c pr))")]
    [InlineData("not (a pr) and b pr", "and(not((a pr)), (b pr))")]
    [InlineData("not(a pr or b pr)", "not(or((a pr), (b pr)))")]
    [InlineData("NOT (not (a pr))", "not(not((a pr)))")]
    [InlineData("""not eq "x" """, """(not eq "x")""")]
    [InlineData("and pr", "(and pr)")]
    [InlineData("""name.familyName co "O'Malley" """, """(name.familyName co "O'Malley")""")]
    [InlineData("""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "26" """,
        """(urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "26")""")]
    [InlineData("""emails[type eq "work" and value co "@x"]""", """emails[and((type eq "work"), (value co "@x"))]""")]
    [InlineData("""emails[not (type eq "work") or value pr]""", """emails[or(not((type eq "work")), (value pr))]""")]
    [InlineData("""emails[type eq "work"].value eq "x" """, """emails[and((type eq "work"), (value eq "x"))]""")]
    [InlineData("""members[value eq"2819c223"]""", """members[(value eq "2819c223")]""")]
    [InlineData("""urn:x:User:emails[type eq "w"] and a pr""", """and(urn:x:User:emails[(type eq "w")], (a pr))""")]
    [InlineData("a eq true or b eq FALSE or c eq Null", "or(or((a eq true), (b eq false)), (c eq null))")]
    [InlineData("a gt 1 and b le -2.5e+3", "and((a gt 1), (b le -2.5e+3))")]
    [InlineData("""a eq "\"\\\/\b\f\n\r\t\u0041\uD83D\ude00" """, """(a eq "\"\\/\u0008\u000C\u000A\u000D\u0009A😀")""")]
    [InlineData("members.$ref pr", "(members.$ref pr)")]
    [InlineData("   a   pr   ", "(a pr)")]
    public void A_filter_is_read_as(string text, string tree) => Assert.Equal(tree, Tree(FilterParser.Parse(text)));

    [Theory]
    [InlineData("", 1, "an attribute")]
    [InlineData("   ", 4, "an attribute")]
    [InlineData("ABC", 4, "one of eq, ne")]
    [InlineData("userName", 9, "one of eq, ne")]
    [InlineData("userName xx \"b\"", 10, "one of eq, ne")]
    [InlineData("userName eq", 12, "a string in double quotes")]
    [InlineData("userName eq bjensen", 13, "a string in double quotes")]
    [InlineData("userName eq 'b'", 13, "a string in double quotes")]
    [InlineData("userName eq \"b", 13, "no closing quote")]
    [InlineData("userName eq \"b\\", 13, "no closing quote")]
    [InlineData("a eq \"\\x\"", 7, "escape")]
    [InlineData("a eq \"\\u12\"", 7, "escape")]
    [InlineData("a eq \"\\ud800\"", 6, "surrogate")]
    [InlineData("a eq \"\\u0000\"", 6, "NUL")]
    [InlineData("a eq \"\t\"", 7, "control character")]
    [InlineData("a eq \"x\" \"y\"", 10, "'and', 'or' or the end")]
    [InlineData("a pr b pr", 6, "'and', 'or' or the end")]
    [InlineData("a pr and", 9, "an attribute")]
    [InlineData("a pr or or b pr", 12, "one of eq, ne")]
    [InlineData("(a pr", 6, "')'")]
    [InlineData("a pr)", 5, "'and', 'or' or the end")]
    [InlineData("()", 2, "an attribute")]
    [InlineData("not a pr", 5, "one of eq, ne")]
    [InlineData("not not not", 5, "one of eq, ne")]
    [InlineData("not", 4, "one of eq, ne")]
    [InlineData("emails[type eq \"work\"", 22, "']'")]
    [InlineData("emails[]", 8, "a sub-attribute")]
    [InlineData("emails[emails[value pr]]", 14, "an operator")]
    [InlineData("emails.value[type pr]", 13, "an operator")]
    [InlineData("emails[value.x pr]", 8, "a sub-attribute")]
    [InlineData("emails[urn:x:value pr]", 8, "a sub-attribute")]
    [InlineData("emails[type pr].", 17, "a sub-attribute")]
    [InlineData("emails[type pr] .value pr garbage", 27, "'and', 'or' or the end")]
    [InlineData("a.b.c pr", 1, "an attribute")]
    [InlineData("1a pr", 1, "an attribute")]
    [InlineData("a eq 01", 6, "a number")]
    [InlineData("a eq 1.", 6, "a number")]
    [InlineData("a eq +1", 6, "a number")]
    [InlineData("a eq 1e400", 6, "too large")]
    [InlineData("a eq NaN", 6, "a number")]
    [InlineData("a ; drop table", 3, "one of eq, ne")]
    [InlineData("${7*7} eq 1", 1, "one of eq, ne")]
    [InlineData("a\tpr", 2, "one of eq, ne")]
    [InlineData("😀 pr", 1, "an attribute")]
    public void A_malformed_filter_is_refused_with_its_position(string text, int position, string expected)
    {
        var error = Json.AssertRefused("invalidFilter", () => FilterParser.Parse(text));
        if (text.StartsWith("${", StringComparison.Ordinal))
            return; // '$' may start a name; where exactly it stops being one is nobody's contract.
        Assert.StartsWith($"Position {position}: ", error.Detail, StringComparison.Ordinal);
        Assert.Contains(expected, error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_never_echoes_a_large_input()
    {
        var error = Json.AssertRefused("invalidFilter", () => FilterParser.Parse("a eq " + new string('b', 4000)));
        Assert.True(error.Detail.Length < 200, error.Detail);
    }

    [Fact]
    public void A_filter_has_as_many_characters_as_its_limit_and_not_one_more()
    {
        var longest = "a eq \"" + new string('x', 4096 - 7) + "\"";
        Assert.Equal(4096, longest.Length);
        FilterParser.Parse(longest);
        Json.AssertRefused("invalidFilter", () => FilterParser.Parse(longest + " "));
    }

    [Fact]
    public void A_filter_has_as_many_nodes_as_its_limit_and_not_one_more()
    {
        FilterParser.Parse("not (" + Terms(100, "or") + ")"); // 100 terms, 99 times or, one not
        Json.AssertRefused("invalidFilter", () => FilterParser.Parse(Terms(101, "or")));
        Json.AssertRefused("invalidFilter", () => FilterParser.Parse(Terms(201, "and")));
    }

    [Fact]
    public void A_filter_is_nested_as_deep_as_its_limit_and_not_one_more()
    {
        FilterParser.Parse(new string('(', 20) + "a pr" + new string(')', 20));
        FilterParser.Parse(new string('(', 19) + "a[b pr]" + new string(')', 19));
        Json.AssertRefused("invalidFilter", () => FilterParser.Parse(new string('(', 21) + "a pr" + new string(')', 21)));
        Json.AssertRefused("invalidFilter", () => FilterParser.Parse(new string('(', 20) + "a[b pr]" + new string(')', 20)));
    }

    [Fact]
    public void A_value_path_has_as_many_nodes_as_its_limit_and_not_one_more()
    {
        FilterParser.Parse($"emails[not ({Terms(5, "and")})]"); // 5 terms, 4 times and, one not
        Json.AssertRefused("invalidFilter", () => FilterParser.Parse($"emails[{Terms(6, "and")}]"));
        Json.AssertRefused("invalidFilter", () => FilterParser.Parse($"emails[not ({Terms(5, "and")})].value pr"));
    }

    [Theory]
    [InlineData("(", 3_000)]
    [InlineData("(", 200_000)]
    [InlineData("not (", 200_000)]
    [InlineData("not ", 200_000)]
    [InlineData("emails[", 200_000)]
    [InlineData("a pr or ", 10_000)]
    [InlineData("a pr and ", 10_000)]
    [InlineData("\\", 100_000)]
    [InlineData("a eq \"\\", 1)]
    [InlineData("a eq \"x", 1_000_000)]
    public void A_monstrous_filter_is_refused_at_once(string part, int times)
    {
        var monster = string.Concat(Enumerable.Repeat(part, times)) + "a pr";
        var unlimited = new FilterLimits { Length = int.MaxValue };
        var clock = Stopwatch.StartNew();

        Json.AssertRefused("invalidFilter", () => FilterParser.Parse(monster));
        Json.AssertRefused("invalidFilter", () => FilterParser.Parse(monster, unlimited));

        Assert.True(clock.ElapsedMilliseconds < 1_000, $"{clock.ElapsedMilliseconds} ms");
    }

    private static string Terms(int count, string op) => string.Join($" {op} ", Enumerable.Repeat("a pr", count));

    private static string Tree(FilterExpression filter) => filter switch
    {
        And(var left, var right) => $"and({Tree(left)}, {Tree(right)})",
        Or(var left, var right) => $"or({Tree(left)}, {Tree(right)})",
        Not(var operand) => $"not({Tree(operand)})",
        ValuePath(var path, var inner) => $"{path}[{Tree(inner)}]",
        _ => $"({filter})",
    };
}
