using FsCheck;
using FsCheck.Fluent;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;

namespace Scim.Modular.Protocol.Tests;

public sealed class FilterPropertyTests
{
    private static readonly FilterLimits Wide = new() { Length = int.MaxValue, Nodes = int.MaxValue, Depth = 200, ValuePathNodes = int.MaxValue };

    private static readonly Gen<string> Names = Gen.Elements("userName", "emails", "not", "and", "or", "pr", "eq", "true", "null", "x-1_y", "$ref");

    private static readonly Gen<string?> Subs = Gen.Elements(null, null, "value", "type", "not", "$ref");

    private static readonly Gen<string?> Schemas = Gen.Elements(null, null, null, "urn:ietf:params:scim:schemas:core:2.0:User", "urn:x:2.0");

    private static readonly Gen<AttributePath> Paths =
        from schema in Schemas
        from name in Names
        from sub in Subs
        select new AttributePath(schema, name, sub);

    private static readonly Gen<string> Texts =
        Gen.Elements("a", "\"", "\\", "/", " ", "\n", "\u0001", "\u007F", "ß", "İ", "😀", "\uFFFE", "]", ")", "%", "_", "' or 1=1 --")
            .ListOf().Select(string.Concat);

    private static readonly Gen<FilterValue> Values = Gen.OneOf(
        Texts.Select(FilterValue.String),
        Gen.Elements("0", "-1", "12.50", "1e5", "-0.1E-7").Select(FilterValue.Number),
        Gen.Elements(FilterValue.True, FilterValue.False, FilterValue.Null));

    [Fact]
    public void What_is_printed_parses_back_to_the_same_tree() =>
        Prop.ForAll(Filters(depth: 5, inside: false).ToArbitrary(), filter => Assert.Equal(filter, FilterParser.Parse(filter.ToString(), Wide)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void A_patch_path_that_is_printed_parses_back_to_the_same_path()
    {
        var paths = Gen.OneOf(
            Paths.Select(path => new PatchPath(path)),
            from schema in Schemas
            from name in Names
            from filter in Filters(depth: 3, inside: true)
            from sub in Subs
            select new PatchPath(new AttributePath(schema, name), filter, sub));
        Prop.ForAll(paths.ToArbitrary(), path => Assert.Equal(path, PatchPath.Parse(path.ToString(), Wide)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void Whatever_the_text_it_is_a_filter_or_refused()
    {
        var parts = Gen.Elements("a", " ", "eq", "pr", "and", "or", "not", "(", ")", "[", "]", ".", "\"", "\\", "x", "1", "-", "null", "urn:", "$", "é");
        Prop.ForAll(parts.ListOf().Select(string.Concat).ToArbitrary(), text =>
        {
            try
            {
                var filter = FilterParser.Parse(text);
                Assert.Equal(filter, FilterParser.Parse(filter.ToString()));
            }
            catch (ScimException error)
            {
                Assert.Equal("invalidFilter", error.ScimType);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    private static Gen<FilterExpression> Filters(int depth, bool inside)
    {
        var paths = inside ? Names.Select(name => new AttributePath(null, name)) : Paths;
        var operators = Gen.Elements(Enum.GetValues<CompareOperator>());
        var leaf = Gen.OneOf(
            paths.Select(path => (FilterExpression)new Present(path)),
            from path in paths from op in operators from value in Values select (FilterExpression)new Comparison(path, op, value));
        if (depth == 0)
            return leaf;

        var smaller = Filters(depth - 1, inside);
        var logical = Gen.OneOf(
            from left in smaller from right in smaller select (FilterExpression)new And(left, right),
            from left in smaller from right in smaller select (FilterExpression)new Or(left, right),
            smaller.Select(operand => (FilterExpression)new Not(operand)));
        if (inside)
            return Gen.OneOf(leaf, logical);

        var valuePath =
            from schema in Schemas
            from name in Names
            from filter in Filters(Math.Min(depth - 1, 2), inside: true)
            select (FilterExpression)new ValuePath(new AttributePath(schema, name), filter);
        return Gen.OneOf(leaf, logical, logical, valuePath);
    }
}
