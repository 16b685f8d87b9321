using System.Globalization;

namespace Scim.Modular.Benchmarks;

/// <summary>A first push of everybody: one request for a hundred users (RFC 7644 §3.7), or a hundred requests.</summary>
internal static class Creations
{
    private const int Users = 100;

    public static async Task<IReadOnlyList<Row>> BulkAsync(Site few, Site many)
    {
        var config = (await few.Scim.GetAsync("/ServiceProviderConfig")).Expect(200).Json;
        var isOffered = config.Flag("bulk.supported");
        // A directory of its own, with seats for everybody: what a new user causes is part of its price.
        var tenant = await Tenant.CreateAsync(few.Service);
        await tenant.PutPlanAsync(seats: null);
        if (!isOffered)
        {
            var (single, _) = await Stopwatches.CompareAsync(3, round => SinglyAsync(tenant, round), _ => Task.CompletedTask);
            return [new($"{Users} creates; bulk: not offered", "by POST", single)];
        }

        var (posts, bulk) = await Stopwatches.CompareAsync(3, round => SinglyAsync(tenant, round), round => InBulkAsync(tenant, round));
        return [new($"{Users} creates", "by POST", posts, "in bulk", bulk)];
    }

    private static async Task SinglyAsync(Tenant tenant, int round)
    {
        for (var i = 0; i < Users; i++)
            await tenant.CreateUserAsync(NameOf("post", round, i));
    }

    private static async Task InBulkAsync(Tenant tenant, int round)
    {
        var operations = Enumerable.Range(0, Users).Select(i => (JsonNode)new JsonObject
        {
            ["method"] = "POST",
            ["path"] = "/Users",
            ["bulkId"] = NameOf("bulk", round, i),
            ["data"] = Tenant.UserBody(NameOf("bulk", round, i)),
        });
        var body = new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:BulkRequest"),
            ["Operations"] = new JsonArray([.. operations]),
        };
        var reply = (await tenant.Scim.PostAsync("/Bulk", body)).Expect(200);
        if (reply.Json.List("Operations").Any(operation => operation.Text("status") != "201"))
            throw new InvalidOperationException($"Not all were created: {reply}");
    }

    private static string NameOf(string prefix, int round, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{round}-{number}");
}
