using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Identity.Infrastructure.Filtering;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Filters;

/// <summary>
/// Every filter becomes SQL for every database, also for one that is not at hand, and nothing that a client wrote is in it: its quoted
/// texts are the schema's names and a few fixed words, all else is keywords, columns and parameters.
/// </summary>
public sealed partial class TranslationTests
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal) { "true", "false", "User", "Group", "user", "direct", "W/\"", "\"", "{{}}", "group", "indirect", "/Users/", "/Groups/" };

    public static TheoryData<DatabaseProvider> Providers => [.. Enum.GetValues<DatabaseProvider>()];

    [Theory, MemberData(nameof(Providers))]
    public void Every_filter_on_users_becomes_SQL_without_its_text(DatabaseProvider provider) => Check(provider, CoreSchemas.UserResourceType);

    [Theory, MemberData(nameof(Providers))]
    public void Every_filter_on_groups_becomes_SQL_without_its_text(DatabaseProvider provider) => Check(provider, CoreSchemas.GroupResourceType);

    private static void Check(DatabaseProvider provider, ResourceTypeDefinition type)
    {
        var seed = (ulong)Random.Shared.NextInt64(1 << 30);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        using var db = new IdentityDbContextFactory().CreateDbContext(["--provider", provider.ToString()]);
        var allowed = Words.Concat(NamesOf(type)).ToHashSet(StringComparer.Ordinal);
        var alone = Generators.EachAlone(type, Generators.Texts).SelectMany((each, index) => each.Filter.Sample(1, new Rnd(seed + (ulong)index * 2), 20));
        foreach (var filter in alone.Concat(Generators.Filters(type, Generators.Texts, depth: 3).Sample(300, new Rnd(seed), 20)))
        {
            var sql = Translate(db, TypedFilter.Bind(filter, type), type);
            var quoted = Quoted().Matches(sql).Select(match => match.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal)).ToArray();
            Assert.All(quoted, text => Assert.True(IsName(text, allowed), $"seed {seed}: '{text}' is in the SQL of {filter}\n{sql}"));
            Assert.Matches(@"^[\w\s.,()=<>@""\[\]:|#+*/{}-]*$", Quoted().Replace(sql, ""));
        }
    }

    private static string Translate(IdentityDbContext db, TypedFilter filter, ResourceTypeDefinition type)
    {
        var served = type == CoreSchemas.UserResourceType ? ServedType.Users : ServedType.Groups;
        var list = new ResourceSearch(db, new PagePlaces()).Write(new SearchResources(
            Ids.New<DirectoryId>(), [new SearchedType(served, filter, Sort: null, WithReferences: false)], "https://x", new IndexPage(10, 10)));
        return string.Join('\n', list.Count(), list.Page(10, 10, after: null));
    }

    private static bool IsName(string text, HashSet<string> allowed) =>
        allowed.Contains(text) || (text.StartsWith("$.\"", StringComparison.Ordinal) && text[3..^1].Split("\".\"").All(allowed.Contains));

    private static IEnumerable<string> NamesOf(ResourceTypeDefinition type) =>
        CoreSchemas.Common.Concat(type.Schema.Attributes).Concat(type.Extensions.SelectMany(extension => extension.Schema.Attributes))
            .SelectMany(attribute => attribute.SubAttributes.Select(sub => sub.Name).Append(attribute.Name))
            .Concat(type.Extensions.Select(extension => extension.Schema.Id));

    [GeneratedRegex("'(?<text>([^']|'')*)'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
