using System.Globalization;
using System.Text.Json.Nodes;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Application.Users;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Unicode;

/// <summary>
/// Whether two spellings are one name is decided once, by the fold, and no database, culture or way of asking has another opinion
/// (C10, V35, V36).
/// </summary>
public abstract class UnicodeIdentityTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private InProcessService? _service;

    private InProcessService Service => _service ??= InProcessService.Create(provided.Database);

    public static TheoryData<string, string, bool> Pairs => new()
    {
        { "bjensen", "BJENSEN", true },
        { "ᴮᴵᴳ", "big", true },
        { "İ", "i", false },
        { "ı", "i", false },
        { "I", "ı", false },
        { "I", "i", true },
        { "ſ", "s", true },
        { "\u212A", "k", true },
        { "ß", "ss", false },
        { "ẞ", "ß", true },
        { "ﬁ", "fi", true },
        { "ａ", "A", true },
        { "é", "e\u0301", true },
        { "É", "e\u0301", true },
        { "ς", "σ", false },
        { "Σ", "σ", true },
        { "Σ", "ς", false },
        { "a\u200Bb", "ab", false },
        { "a ", "a", false },
        { " a", "a", false },
        { "\u0430", "a", false },
        { "a＠x", "a@x", true },
        { "xn--mnchen-3ya", "münchen", false },
        { "😀", "😁", false },
        { "a\u00ADb", "ab", false },
        { "T\u0308", "t\u0308", true },
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory, Rfc("7644-5-1", "7644-7.8-1"), MemberData(nameof(Pairs))]
    public Task One_name_or_two(string one, string other, bool same) => CheckAsync(one, other, same);

    [Theory, MemberData(nameof(Pairs))]
    public async Task One_name_or_two_under_a_Turkish_culture(string one, string other, bool same)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            Assert.Equal("ı", "I".ToLower(CultureInfo.CurrentCulture));
            await CheckAsync(one, other, same);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private async Task CheckAsync(string one, string other, bool same)
    {
        var place = await Service.NewPlaceAsync();
        var user = await place.CreateUserAsync(new JsonObject
        {
            ["userName"] = one, ["displayName"] = one, ["emails"] = new JsonArray(new JsonObject { ["value"] = one }),
        });
        await place.CreateGroupAsync(one, user);

        // POST, PUT or PATCH: taken or free.
        var second = await place.TryCreateAsync(Place.Body(other));
        Assert.Equal(same ? ErrorKind.Conflict : null, second.Error?.Kind);
        var third = await place.CreateUserAsync("somebody else");
        var renamed = await Service.SendAsync(place.Organization, new ReplaceUser(place.Directory, ServedType.Users, third, Place.UserOf(Place.Body(other + "x")), null));
        Assert.Null(renamed.Error);
        var taken = await Service.SendAsync(place.Organization, new ReplaceUser(place.Directory, ServedType.Users, third, Place.UserOf(Place.Body(other)), null));
        Assert.Equal(ErrorKind.Conflict, taken.Error?.Kind);
        Assert.Equal(same ? ErrorKind.Conflict : null, (await place.TryCreateGroupAsync(new JsonObject { ["displayName"] = other })).Error?.Kind);

        // The lookup by the other spelling: in an index, in a table beside it, in the document, of a group.
        var quoted = FilterValue.String(other).ToString();
        Assert.Equal(same, await FindsAsync($"userName eq {quoted}"));
        Assert.Equal(same, await FindsAsync($"emails.value eq {quoted}"));
        Assert.Equal(same, await FindsAsync($"emails[value eq {quoted}]"));
        Assert.Equal(same, await FindsAsync($"displayName eq {quoted}"));
        Assert.Equal(same, await FindsAsync($"groups.display eq {quoted}"));
        Assert.Equal(!same, await FindsAsync($"not (userName eq {quoted}) and displayName ne {quoted} and emails.value pr"));

        // Whatever it is compared by, it is stored as it was sent.
        var stored = await Service.SendAsync(place.Organization, new GetResource(place.Directory, ServedType.Users, user.ToString(), WithReferences: false));
        Assert.Equal(one, JsonNode.Parse(stored!.Document)!["userName"]!.GetValue<string>());

        async Task<bool> FindsAsync(string filter)
        {
            var found = await Service.SendAsync(place.Organization, Cost.Crowd.Search(
                place, ServedType.Users, TypedFilter.Bind(FilterParser.Parse(filter), CoreSchemas.UserResourceType), new IndexPage(0, 10)));
            return found.Page.Any(row => row.Id == user.ToString());
        }
    }
}

public sealed class UnicodeIdentityOnSqlite(SqliteDatabase database) : UnicodeIdentityTests(database), IClassFixture<SqliteDatabase>;

public sealed class UnicodeIdentityOnPostgreSql(PostgreSqlDatabase database) : UnicodeIdentityTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class UnicodeIdentityOnSqlServer(SqlServerDatabase database) : UnicodeIdentityTests(database), IClassFixture<SqlServerDatabase>;
