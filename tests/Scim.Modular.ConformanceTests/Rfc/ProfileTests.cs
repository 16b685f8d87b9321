namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>How exactly a directory takes its client at its word: <c>lenient</c>, <c>strict</c> as the RFCs are, or <c>interop</c>.</summary>
public abstract class ProfileTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory, Rfc("7644-3.5.2.3-5", "7643-2.5-1")]
    [InlineData("lenient", 200)]
    [InlineData("strict", 400)]
    [InlineData("interop", 400)]
    public async Task A_value_path_without_a_match_makes_the_value_only_where_clients_need_it(string profile, int status)
    {
        var (tenant, id) = await UserAsync(profile);
        var operation = Tenant.Replace("phoneNumbers[type eq \"mobile\"].value", "+1 555");
        var answer = await tenant.Scim.PatchAsync("/Users/" + id, operation);
        if (status == 400)
            ScimAssert.Error(answer, 400, "noTarget");
        else
            answer.Expect(200);
    }

    [Theory]
    [InlineData("lenient", 200)]
    [InlineData("strict", 200)]
    [InlineData("interop", 400)]
    public async Task A_PATCH_without_a_path_is_what_the_interop_profile_forbids(string profile, int status)
    {
        var (tenant, id) = await UserAsync(profile);
        var answer = await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace(new JsonObject { ["active"] = false }));
        Assert.True(answer.Status == status, answer.ToString());
        Assert.Equal(status != 200, (await tenant.UserAsync(id)).Flag("active"));
    }

    [Theory]
    [InlineData("""{"op":"Replace","path":"active","value":false}""")]
    [InlineData("""{"op":"replace","path":"active","value":"False"}""")]
    [InlineData("""{"op":"remove","path":"emails","value":[{"value":"ada@mail.example"}]}""")]
    public async Task A_habit_that_is_no_SCIM_is_read_by_a_lenient_directory_alone(string operation)
    {
        foreach (var (profile, status) in new[] { ("lenient", 200), ("strict", 400), ("interop", 400) })
        {
            var (tenant, id) = await UserAsync(profile);
            var before = (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Text;
            var answer = await tenant.Scim.PatchAsync("/Users/" + id, ScimRequests.Parse(operation));
            Assert.True(answer.Status == status, $"{profile}: {answer}");
            Assert.Equal(status == 400, before == (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Text);
        }
    }

    [Theory]
    [InlineData("lenient", 204)]
    [InlineData("strict", 400)]
    [InlineData("interop", 400)]
    public async Task A_member_that_nobody_knows_is_set_aside_by_a_lenient_directory_alone(string profile, int status)
    {
        var (tenant, id) = await UserAsync(profile);
        var group = (await tenant.Scim.PostAsync("/Groups", Tenant.GroupBody("Staff", [id]))).Expect(201).Json.Text("id");

        var answer = await tenant.Scim.PatchAsync("/Groups/" + group, Tenant.AddMembers(Guid.CreateVersion7().ToString("D")));

        Assert.True(answer.Status == status, answer.ToString());
        if (status == 400)
            ScimAssert.Error(answer, 400, "invalidValue");
        Assert.Equal([id], (await tenant.Scim.GetAsync("/Groups/" + group)).Expect(200).Json.List("members").Select(member => member.Text("value")));
    }

    [Theory]
    [InlineData("lenient", 1)]
    [InlineData("strict", 0)]
    public async Task A_raw_plus_is_a_blank_but_to_a_lenient_directory_that_finds_nothing_else(string profile, int found)
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada+1@mail.example");
        (await tenant.Directory.PatchAsync("", new { profile })).Expect(200);
        ScimAssert.List(await tenant.Scim.GetAsync("/Users?filter=userName%20eq%20%22ada+1@mail.example%22"), found);
    }

    [Fact]
    public async Task A_profile_that_there_is_not_is_refused()
    {
        var tenant = await TenantAsync();
        ScimAssert.Problem(await tenant.Directory.PatchAsync("", new { profile = "sloppy" }), 400, 422);
        Assert.Equal("lenient", (await tenant.Directory.GetAsync()).Expect(200).Json.Text("profile"));
        var made = await tenant.Admin.PostAsync("/directories", new { name = "Strict", provider = "generic", profile = "strict" });
        Assert.Equal("strict", made.Expect(201).Json.Text("profile"));
    }

    /// <summary>A tenant whose directory has the profile, with one user that was made before.</summary>
    private async Task<(Tenant Tenant, string User)> UserAsync(string profile)
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        (await tenant.Directory.PatchAsync("", new { profile })).Expect(200);
        return (tenant, id);
    }
}

public sealed class ProfileTestsOnSqlite(SqliteService service) : ProfileTests(service);

public sealed class ProfileTestsOnPostgreSql(PostgreSqlService service) : ProfileTests(service);

public sealed class ProfileTestsOnSqlServer(SqlServerService service) : ProfileTests(service);
