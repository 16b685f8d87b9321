using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Scim.Modular.Protocol.Bulk;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Tests;

// Groups that refer to each other in any way, in any order, with any of them refused: what can be created is, with its members.
public sealed class BulkPropertyTests
{
    private const int Groups = 6;

    private static readonly Gen<int[]> Members = Gen.Choose(0, Groups - 1).ListOf(2).Select(members => members.Distinct().ToArray());

    private static readonly Gen<Case> Cases =
        from members in Members.ListOf(Groups)
        from few in Gen.Choose(0, 2).ListOf(Groups)
        from order in Gen.Shuffle(Enumerable.Range(0, Groups))
        from added in Gen.Elements(0, 1, 3)
        from target in Gen.Choose(0, Groups - 1).ListOf(added)
        from what in Gen.Choose(0, Groups - 1).ListOf(added)
        from refused in Gen.Frequency((2, Gen.Constant(-1)), (1, Gen.Choose(0, Groups - 1)))
        select new Case([.. members.Zip(few, (all, most) => all.Take(most).ToArray())], [.. order], [.. target.Zip(what)], refused);

    [Fact]
    public void Whatever_refers_to_what_every_group_gets_its_members() => Prop.ForAll(Cases.Where(one => one.Refused < 0).ToArbitrary(), one =>
    {
        var server = new BulkServer();
        var plan = server.Run(one.Body);

        Assert.All(plan.Results, result => Assert.True(result.IsSuccess, one.Body));
        Assert.Equal(Groups + one.Added.Length, plan.Results.Count);
        for (var group = 0; group < Groups; group++)
            Assert.Equal(
                one.Members[group].Concat(one.Added.Where(add => add.Target == group).Select(add => add.Member)).Select(member => $"id-{member}").ToHashSet(),
                MembersOf(server, group));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Whatever_fails_the_results_say_what_is_there() => Prop.ForAll(Cases.Where(one => one.Refused >= 0).ToArbitrary(), one =>
    {
        var server = new BulkServer($"{one.Refused}");
        var results = server.Run(one.Body).Results;

        Assert.Equal(Groups + one.Added.Length, results.Count);
        foreach (var result in results.Where(result => result.Operation.IsCreate))
        {
            var group = int.Parse(result.Operation.BulkId!, System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(server.Resources.ContainsKey($"/Groups/id-{group}"), result.Location is not null);
            if (result.IsSuccess)
                Assert.Superset(one.Members[group].Select(member => $"id-{member}").ToHashSet(), MembersOf(server, group));
            else
                Assert.True(group == one.Refused || one.Members[group].Any(member => !server.Resources.ContainsKey($"/Groups/id-{member}")), one.Body);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static HashSet<string> MembersOf(BulkServer server, int group) =>
        [.. (server.Resources[$"/Groups/id-{group}"]["members"]?.AsArray() ?? []).Select(member => (string)member!["value"]!)];

    private sealed record Case(int[][] Members, int[] Order, (int Target, int Member)[] Added, int Refused)
    {
        // The PATCHes come first and last by turns.
        public string Body
        {
            get
            {
                var creates = Order.Select(group => new JsonObject
                {
                    ["method"] = "POST",
                    ["path"] = "/Groups",
                    ["bulkId"] = $"{group}",
                    ["data"] = new JsonObject { ["displayName"] = $"Group {group}", ["members"] = References(Members[group]) },
                }).ToList();
                foreach (var (index, (target, member)) in Added.Index())
                    creates.Insert(index % 2 == 0 ? 0 : creates.Count, new JsonObject
                    {
                        ["method"] = "PATCH",
                        ["path"] = $"/Groups/bulkId:{target}",
                        ["data"] = new JsonArray(new JsonObject { ["op"] = "add", ["path"] = "members", ["value"] = References([member]) }),
                    });
                return new JsonObject { ["schemas"] = new JsonArray(ScimUrns.BulkRequest), ["Operations"] = new JsonArray([.. creates]) }.ToJsonString();
            }
        }

        private static JsonArray References(int[] groups) =>
            new([.. groups.Select(group => new JsonObject { ["type"] = "Group", ["value"] = $"bulkId:{group}" })]);
    }
}
