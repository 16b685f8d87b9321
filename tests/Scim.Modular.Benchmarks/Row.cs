namespace Scim.Modular.Benchmarks;

/// <summary>One line of the table: two things that were measured by turns and how they compare, or one thing, or why there is none.</summary>
internal sealed record Row(string What, string First = "", double? FirstMedian = null, string Second = "", double? SecondMedian = null)
{
    public static string Head => Line("", "", "ms", "", "ms", "ratio");

    public override string ToString() => Line(
        What, First, Shown(FirstMedian, "N2"), Second, Shown(SecondMedian, "N2"), Shown(SecondMedian / FirstMedian, "N2"));

    private static string Shown(double? number, string format) => number?.ToString(format, System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static string Line(string what, string first, string firstMedian, string second, string secondMedian, string ratio) =>
        $"{what,-34} {first,14} {firstMedian,10} {second,16} {secondMedian,10} {ratio,8}".TrimEnd();
}
