using System.Globalization;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Protocol.Filtering;

namespace Scim.Modular.IntegrationTests.Cost;

/// <summary>Many users at once, copied from one that was created by command: what is measured is the service, not how it is filled.</summary>
internal static class Crowd
{
    /// <summary>A search for resources of one type.</summary>
    public static SearchResources Search(
        Place place, ServedType type, TypedFilter? filter, ResourcePage page, bool withReferences = false, string location = "") =>
        new(place.Directory, [new SearchedType(type, filter, Sort: null, withReferences)], location, page);

    /// <summary>Users <c>user1</c>, <c>user2</c> …, each with an address and an externalId of that number.</summary>
    public static async Task AddCrowdAsync(this Place place, int count)
    {
        var like = await place.CreateUserAsync("like");
        await place.Service.InAsync<IdentityDbContext, bool>(place.Organization, async db =>
        {
            var columns = db.Model.FindEntityType(typeof(User))!.GetProperties().Select(property => property.GetColumnName()).ToArray();
            var values = columns.Select(column => column switch
            {
                "id" => IdOf(db),
                "user_name" or "user_name_key" or "display_key" => Text(db, "'user'", "''"),
                "external_id" => Text(db, "'ext'", "''"),
                _ => "t." + column,
            });
            await db.RunAsync($"""
                INSERT INTO {db.Table<User>()} ({string.Join(", ", columns)})
                SELECT {string.Join(", ", values)} FROM {db.Table<User>()} AS t CROSS JOIN {Numbers(db, count)} AS n
                WHERE t.organization_id = {db.Id(place.Organization.Value)} AND t.id = {db.Id(like.Value)}
                """);
            await db.RunAsync($"""
                INSERT INTO {db.Table<UserEmail>()} (organization_id, user_id, directory_id, value_key)
                SELECT {db.Id(place.Organization.Value)}{Cast(db)}, {IdOf(db)}, {db.Id(place.Directory.Value)}{Cast(db)}, {Text(db, "'user'", "'@example.com'")} FROM {Numbers(db, count)} AS n
                """);
            await db.RunAsync(db.Database.IsSqlServer() ? "UPDATE STATISTICS identity.users" : "ANALYZE");
            return true;
        });
        await place.Service.DrainAsync();
    }

    /// <summary>Puts so many of the crowd into a group.</summary>
    public static async Task FillAsync(this Place place, GroupId group, int count) => await place.Service.InAsync<IdentityDbContext, bool>(place.Organization, async db =>
    {
        await db.RunAsync($"""
            INSERT INTO {db.Table<GroupMember>()} (organization_id, group_id, user_id)
            SELECT {db.Id(place.Organization.Value)}{Cast(db)}, {db.Id(group.Value)}{Cast(db)}, {IdOf(db)} FROM {Numbers(db, count)} AS n
            """);
        return await db.Groups.Where(row => row.Id == group).ExecuteUpdateAsync(set => set.SetProperty(row => row.MemberCount, count)) == 1;
    });

    /// <summary>The id of a user of the crowd.</summary>
    public static UserId Of(int number) => new(Guid.Parse(FormattableString.Invariant($"{number:x8}-0000-7000-8000-000000000000")));

    private static string IdOf(IdentityDbContext db) =>
        db.Database.IsSqlite() ? "printf('%08X-0000-7000-8000-000000000000', n.n)"
        : db.Database.IsNpgsql() ? "(lpad(to_hex(n.n), 8, '0') || '-0000-7000-8000-000000000000')::uuid"
        : "CONVERT(uniqueidentifier, CONVERT(char(8), CONVERT(binary(4), n.n), 2) + '-0000-7000-8000-000000000000')";

    private static string Text(IdentityDbContext db, string before, string after) =>
        db.Database.IsSqlServer() ? $"CONCAT({before}, n.n, {after})" : $"{before} || n.n || {after}";

    private static string Cast(IdentityDbContext db) => db.Database.IsNpgsql() ? "::uuid" : "";

    private static string Numbers(IdentityDbContext db, int count)
    {
        var most = count.ToString(CultureInfo.InvariantCulture);
        return db.Database.IsSqlite() ? $"(WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {most}) SELECT n FROM r)"
            : db.Database.IsNpgsql() ? $"(SELECT n FROM generate_series(1, {most}) AS s(n))"
            : $"(SELECT TOP ({most}) CONVERT(int, ROW_NUMBER() OVER (ORDER BY (SELECT 1))) AS n FROM sys.all_columns AS a CROSS JOIN sys.all_columns AS b)";
    }
}
