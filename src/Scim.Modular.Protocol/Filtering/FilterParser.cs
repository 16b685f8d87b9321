using System.Globalization;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Filtering;

/// <summary>
/// Reads the filter grammar of RFC 7644 §3.4.2.2. Operators and attribute names have no case, <c>not</c> binds tighter than
/// <c>and</c>, and <c>and</c> tighter than <c>or</c>. Entra's <c>emails[type eq "work"].value eq "x"</c>, which the grammar
/// lacks, is read as <c>emails[type eq "work" and value eq "x"]</c>.
/// </summary>
public static class FilterParser
{
    /// <summary>
    /// The tree of a filter, or 400 <c>invalidFilter</c> that says where and what was expected. With a dialect that has
    /// <see cref="Habits.UnquotedFilterValues"/>, a value may be a word without quotes (<c>externalId eq jyoung</c>), since nothing
    /// else can stand there; <c>true</c>, <c>false</c>, <c>null</c> and numbers stay what they are.
    /// </summary>
    /// <example><c>FilterParser.Parse("emails[type eq \"work\" and value co \"@example.com\"]")</c></example>
    public static FilterExpression Parse(string text, FilterLimits? limits = null, Dialect? dialect = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new FilterReader(text, limits ?? FilterLimits.Default, ScimTypes.InvalidFilter, dialect);
        var filter = reader.ReadFilter();
        reader.RequireEnd();
        return filter;
    }
}

// One pass over the text. Recursion happens only at "(" and "[", and both count against the depth.
internal sealed class FilterReader
{
    private readonly FilterLexer lexer;
    private readonly FilterLimits limits;
    private readonly Dialect? dialect;
    private int nodes;
    private int depth;
    private int? nodesBeforeBracket;

    public FilterReader(string text, FilterLimits limits, string scimType, Dialect? dialect = null)
    {
        if (text.Length > limits.Length)
            throw new ScimException(400, scimType, $"The text has {text.Length} characters; at most {limits.Length} are allowed.");

        lexer = new FilterLexer(text, scimType);
        this.limits = limits;
        this.dialect = dialect;
    }

    public FilterExpression ReadFilter()
    {
        var any = ReadAll();
        while (lexer.TakeKeyword("or"))
            any = Counted(new Or(any, ReadAll()));
        return any;
    }

    public void RequireEnd()
    {
        if (lexer.Kind != TokenKind.End)
            throw lexer.Expected("'and', 'or' or the end");
    }

    // The path of a PATCH operation, RFC 7644 figure 7: attrPath / valuePath [subAttr].
    public (AttributePath Path, FilterExpression? Filter, string? Sub) ReadPatchPath()
    {
        var path = ReadAttributePath("an attribute path");
        var filter = lexer.Kind == TokenKind.OpenBracket ? ReadBrackets(path) : null;
        var sub = filter is null ? null : ReadSubAttribute();
        if (lexer.Kind != TokenKind.End)
            throw lexer.Expected("the end of the path");
        return (path, filter, sub);
    }

    private FilterExpression ReadAll()
    {
        var all = ReadTerm();
        while (lexer.TakeKeyword("and"))
            all = Counted(new And(all, ReadTerm()));
        return all;
    }

    private FilterExpression ReadTerm()
    {
        if (lexer.IsKeyword("not") && lexer.NextIsOpenParenthesis())
        {
            lexer.Take();
            return Counted(new Not(ReadParentheses()));
        }

        return lexer.Kind == TokenKind.OpenParenthesis ? ReadParentheses() : ReadAttributeExpression();
    }

    private FilterExpression ReadParentheses()
    {
        Enter();
        lexer.Take();
        var inner = ReadFilter();
        if (lexer.Kind != TokenKind.CloseParenthesis)
            throw lexer.Expected("'and', 'or' or ')'");
        lexer.Take();
        depth--;
        return inner;
    }

    private FilterExpression ReadAttributeExpression()
    {
        var path = ReadAttributePath(nodesBeforeBracket is null ? "an attribute, 'not (' or '('" : "a sub-attribute, 'not (' or '('");
        if (lexer.Kind != TokenKind.OpenBracket)
            return ReadComparison(path);

        var before = nodes;
        var filter = ReadBrackets(path);
        if (dialect?.Has(Habits.ComparedValuePaths) != false && ReadSubAttribute() is { } sub)
        {
            nodesBeforeBracket = before; // What follows belongs between the brackets, and counts there.
            filter = Counted(new And(filter, ReadComparison(new AttributePath(null, sub))));
            nodesBeforeBracket = null;
        }

        return Counted(new ValuePath(path, filter));
    }

    private FilterExpression ReadBrackets(AttributePath path)
    {
        if (nodesBeforeBracket is not null)
            throw lexer.Expected("an operator (a value path has no value path inside)");
        if (path.SubAttribute is not null)
            throw lexer.Expected("an operator (a value path follows an attribute, not a sub-attribute)");

        Enter();
        nodesBeforeBracket = nodes;
        lexer.Take();
        var inner = ReadFilter();
        if (lexer.Kind != TokenKind.CloseBracket)
            throw lexer.Expected("'and', 'or' or ']'");
        nodesBeforeBracket = null;
        lexer.Take();
        depth--;
        return inner;
    }

    private string? ReadSubAttribute()
    {
        if (lexer.Kind != TokenKind.Dot)
            return null;
        lexer.Take();
        if (lexer.Kind != TokenKind.Word || !AttributePath.IsName(lexer.Text))
            throw lexer.Expected("a sub-attribute");
        return lexer.Take();
    }

    private FilterExpression ReadComparison(AttributePath path)
    {
        if (lexer.TakeKeyword("pr"))
            return Counted(new Present(path));
        if (lexer.Kind != TokenKind.Word || Operator(lexer.Text) is not { } op)
            throw lexer.Expected("one of eq, ne, co, sw, ew, gt, ge, lt, le, pr");

        lexer.Take();
        return Counted(new Comparison(path, op, ReadValue()));
    }

    private FilterValue ReadValue()
    {
        if (lexer.Kind == TokenKind.String)
            return FilterValue.String(lexer.Take());
        if (!lexer.IsWhole && ReadBareWord() is { } longer)
            return longer;
        if (lexer.TakeKeyword("true"))
            return FilterValue.True;
        if (lexer.TakeKeyword("false"))
            return FilterValue.False;
        if (lexer.TakeKeyword("null"))
            return FilterValue.Null;
        if (lexer.Kind == TokenKind.Number)
            return FilterValue.Number(lexer.Take());
        return ReadBareWord() ?? throw lexer.Expected("a string in double quotes, a number, true, false or null");
    }

    private FilterValue? ReadBareWord() =>
        dialect?.Has(Habits.UnquotedFilterValues) == true && lexer.TakeBareWord(dialect.Has(Habits.NumericFilterText)) is { } word
            ? FilterValue.String(word)
            : null;

    private AttributePath ReadAttributePath(string what)
    {
        if (lexer.Kind != TokenKind.Word || AttributePath.TryParse(lexer.Text) is not { } path)
            throw lexer.Expected(what);
        if (nodesBeforeBracket is not null && (path.Schema is not null || path.SubAttribute is not null))
            throw lexer.Expected("a sub-attribute");
        lexer.Take();
        return path;
    }

    private static CompareOperator? Operator(string word) => word.ToLowerInvariant() switch
    {
        "eq" => CompareOperator.Equal,
        "ne" => CompareOperator.NotEqual,
        "co" => CompareOperator.Contains,
        "sw" => CompareOperator.StartsWith,
        "ew" => CompareOperator.EndsWith,
        "gt" => CompareOperator.GreaterThan,
        "ge" => CompareOperator.GreaterOrEqual,
        "lt" => CompareOperator.LessThan,
        "le" => CompareOperator.LessOrEqual,
        _ => null,
    };

    private FilterExpression Counted(FilterExpression node)
    {
        if (++nodes > limits.Nodes)
            throw lexer.At($"a filter has at most {limits.Nodes} comparisons and logical operators");
        if (nodes - nodesBeforeBracket > limits.ValuePathNodes)
            throw lexer.At($"a value path has at most {limits.ValuePathNodes} comparisons and logical operators");
        return node;
    }

    private void Enter()
    {
        if (++depth > limits.Depth)
            throw lexer.At(string.Create(CultureInfo.InvariantCulture, $"a filter is nested at most {limits.Depth} levels deep"));
    }
}
