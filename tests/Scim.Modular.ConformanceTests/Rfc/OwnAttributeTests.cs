namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>Attributes that an organization has defined keep what their characteristics promise, also while their schema changes.</summary>
public abstract class OwnAttributeTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private static JsonObject Unique => CustomSchema.Attribute("number", more: attribute => attribute["uniqueness"] = "server");

    [Fact]
    public async Task A_unique_value_is_one_users_however_many_ask_for_it_at_once()
    {
        var tenant = await TenantAsync();
        await CustomSchema.ExtendUsersAsync(tenant, false, Unique);

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            tenant.Scim.PostAsync("/Users", CustomSchema.User($"user{number}", Badge(number % 2 == 0 ? "b-7" : "B-7")))));

        Assert.Single(replies, reply => reply.Status == 201);
        foreach (var refused in replies.Where(reply => reply.Status != 201))
            ScimAssert.Error(refused, 409, "uniqueness");
        ScimAssert.List(await tenant.Scim.FilterAsync("Users", $"{CustomSchema.Urn}:number eq \"b-7\""), 1);
        ScimAssert.List(await tenant.Scim.FilterAsync("Users", "userName sw \"user\""), 1);
    }

    [Fact]
    public async Task A_unique_value_is_free_again_when_its_holder_gives_it_up_or_goes()
    {
        var tenant = await TenantAsync();
        await CustomSchema.ExtendUsersAsync(tenant, false, Unique);
        var ada = (await tenant.Scim.PostAsync("/Users", CustomSchema.User("ada", Badge("1")))).Expect(201).Json.Text("id");
        var ben = (await tenant.Scim.PostAsync("/Users", CustomSchema.User("ben", Badge("2")))).Expect(201).Json.Text("id");

        ScimAssert.Error(await tenant.Scim.PatchAsync("/Users/" + ben, Tenant.Replace(CustomSchema.Urn + ":number", "1")), 409, "uniqueness");
        (await tenant.Scim.PatchAsync("/Users/" + ada, Tenant.Replace(CustomSchema.Urn + ":number", "3"))).Expect(200);
        (await tenant.Scim.PatchAsync("/Users/" + ben, Tenant.Replace(CustomSchema.Urn + ":number", "1"))).Expect(200);
        (await tenant.Scim.DeleteAsync("/Users/" + ben)).Expect(204);
        (await tenant.Scim.PostAsync("/Users", CustomSchema.User("cem", Badge("1")))).Expect(201);

        // Ben returns with the number that is Cem's by now: refused, and nothing of him is back.
        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", CustomSchema.User("ben", Badge("1"))), 409, "uniqueness");
        ScimAssert.List(await tenant.Scim.FilterAsync("Users", "userName eq \"ben\""), 0);
    }

    [Theory]
    [InlineData("""{"name":"level","type":"string"}""")]
    [InlineData("""{"name":"level","type":"integer","multiValued":true}""")]
    [InlineData("""{"name":"level","type":"integer","uniqueness":"server"}""")]
    [InlineData("""{"name":"other","type":"integer"}""")]
    public async Task What_users_may_have_values_of_is_neither_retyped_nor_removed(string attribute)
    {
        var tenant = await TenantAsync();
        await CustomSchema.ExtendUsersAsync(tenant, false, CustomSchema.Attribute("level", "integer"));
        var id = (await tenant.Scim.PostAsync("/Users", CustomSchema.User("ada", ScimRequests.Parse("""{"level":3}""")))).Expect(201).Json.Text("id");

        ScimAssert.Problem(await CustomSchema.PutAsync(tenant, CustomSchema.Of(ScimRequests.Parse(attribute))), 409);

        Assert.Equal("""{"level":3}""", (await tenant.UserAsync(id))[CustomSchema.Urn]!.ToJsonString());
    }

    [Fact]
    public async Task An_attribute_that_becomes_required_later_stops_nobody_from_being_deactivated()
    {
        var tenant = await TenantAsync();
        await CustomSchema.ExtendUsersAsync(tenant, false, CustomSchema.Attribute("level", "integer"));
        var id = (await tenant.Scim.PostAsync("/Users", CustomSchema.User("ada", ScimRequests.Parse("""{"level":3}""")))).Expect(201).Json.Text("id");

        (await CustomSchema.PutAsync(tenant, CustomSchema.Of(
            CustomSchema.Attribute("level", "integer"), CustomSchema.Attribute("colour", more: attribute => attribute["required"] = true)))).Expect(200);

        Assert.False((await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace("active", false))).Expect(200).Json.Flag("active"));
        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", CustomSchema.User("ben", ScimRequests.Parse("""{"level":3}"""))), 400, "invalidValue");
        (await tenant.Scim.PostAsync("/Users", CustomSchema.User("ben", ScimRequests.Parse("""{"level":3,"colour":"red"}""")))).Expect(201);
    }

    [Fact]
    public async Task An_extension_whose_values_are_gone_can_be_taken_off()
    {
        var tenant = await TenantAsync();
        await CustomSchema.ExtendUsersAsync(tenant, false, CustomSchema.Attribute("level", "integer"));
        var id = (await tenant.Scim.PostAsync("/Users", CustomSchema.User("ada", ScimRequests.Parse("""{"level":3}""")))).Expect(201).Json.Text("id");
        ScimAssert.Problem(await tenant.Admin.DeleteAsync("/resource-types/User"), 409);

        (await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace(CustomSchema.Urn + ":level", null))).Expect(200);
        (await tenant.Admin.DeleteAsync("/resource-types/User")).Expect(204);
        (await tenant.Admin.DeleteAsync("/schemas/" + CustomSchema.Urn)).Expect(204);

        Assert.DoesNotContain(ScimAssert.List(await tenant.Scim.GetAsync("/Schemas")), schema => schema.Text("id") == CustomSchema.Urn);
    }

    [Fact]
    public async Task Two_administrators_who_change_one_schema_do_not_overwrite_each_other()
    {
        var tenant = await TenantAsync();
        var made = (await CustomSchema.PutAsync(tenant, CustomSchema.Of(CustomSchema.Attribute("level", "integer")))).Expect(201);
        (await CustomSchema.PutAsync(tenant, CustomSchema.Of(CustomSchema.Attribute("level", "integer"), CustomSchema.Attribute("colour")))).Expect(200);

        using var late = ScimClient.NewRequest(HttpMethod.Put, $"{Service.BaseAddress}/admin/v1/organizations/{tenant.Id}/schemas/{CustomSchema.Urn}");
        late.Headers.TryAddWithoutValidation("Authorization", ScimClient.Bearer(Service.Options.AdminKey));
        late.Headers.TryAddWithoutValidation("If-Match", made.Header("ETag"));
        late.Content = new StringContent(
            CustomSchema.Of(CustomSchema.Attribute("level", "integer")).ToJsonString(), System.Text.Encoding.UTF8, "application/json");

        ScimAssert.Problem(await tenant.Scim.SendAsync(late), 412);
    }

    private static JsonObject Badge(string number) => new() { ["number"] = number };
}

public sealed class OwnAttributeTestsOnSqlite(SqliteService service) : OwnAttributeTests(service);

public sealed class OwnAttributeTestsOnPostgreSql(PostgreSqlService service) : OwnAttributeTests(service);

public sealed class OwnAttributeTestsOnSqlServer(SqlServerService service) : OwnAttributeTests(service);
