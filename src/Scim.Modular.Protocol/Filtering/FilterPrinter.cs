using System.Globalization;
using System.Text;

namespace Scim.Modular.Protocol.Filtering;

internal static class FilterPrinter
{
    public static string Print(FilterExpression filter)
    {
        var text = new StringBuilder();
        Print(filter, text);
        return text.ToString();
    }

    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                < ' ' or '\u007F' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => quoted.Append(c),
            };
        return quoted.Append('"').ToString();
    }

    public static string Word(CompareOperator op) => op switch
    {
        CompareOperator.Equal => "eq",
        CompareOperator.NotEqual => "ne",
        CompareOperator.Contains => "co",
        CompareOperator.StartsWith => "sw",
        CompareOperator.EndsWith => "ew",
        CompareOperator.GreaterThan => "gt",
        CompareOperator.GreaterOrEqual => "ge",
        CompareOperator.LessThan => "lt",
        CompareOperator.LessOrEqual => "le",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, null),
    };

    private static void Print(FilterExpression filter, StringBuilder text)
    {
        switch (filter)
        {
            case And(var left, var right):
                Operand(left, left is Or, text);
                text.Append(" and ");
                Operand(right, right is Or or And, text); // The parser joins to the left.
                break;
            case Or(var left, var right):
                Operand(left, parenthesized: false, text);
                text.Append(" or ");
                Operand(right, right is Or, text);
                break;
            case Not(var operand):
                text.Append("not ");
                Operand(operand, parenthesized: true, text);
                break;
            case Comparison(var path, var op, var value):
                text.Append(path).Append(' ').Append(Word(op)).Append(' ').Append(value);
                break;
            case Present(var path):
                text.Append(path).Append(" pr");
                break;
            case ValuePath(var path, var inner):
                text.Append(path).Append('[');
                Print(inner, text);
                text.Append(']');
                break;
        }
    }

    private static void Operand(FilterExpression operand, bool parenthesized, StringBuilder text)
    {
        if (parenthesized)
            text.Append('(');
        Print(operand, text);
        if (parenthesized)
            text.Append(')');
    }
}
