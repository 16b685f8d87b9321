using System.Text.Json.Nodes;
using Scim.Modular.Identity.Application.Groups;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Application.Users;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.IntegrationTests.Model;

// ---- what identity providers push: people

/// <summary>Somebody is provisioned: new, or back after a deletion.</summary>
internal sealed record Create(int Person, bool Active) : Step
{
    public override bool Applies(Facts facts) => !facts.People[Person].Exists && facts.Takes(Person);

    public override async Task DoAsync(World world)
    {
        var person = world.Facts.People[Person];
        var id = await world.At(person.Directory).CreateUserAsync(new JsonObject
        {
            ["userName"] = person.ToString(),
            ["externalId"] = "ext-" + person,
            ["active"] = Active,
        });
        Assert.True(person.Id is null || person.Id == id, "somebody who returned got another id");
        (person.Id, person.Exists, person.Active) = (id, true, Active);
    }
}

internal sealed record SetActive(int Person, bool Active) : Step
{
    public override bool Applies(Facts facts) => facts.People[Person].Exists && facts.Takes(Person);

    public override async Task DoAsync(World world)
    {
        var person = world.Facts.People[Person];
        await world.At(person.Directory).SetActiveAsync(person.Id!.Value, Active);
        person.Active = Active;
    }
}

internal sealed record Rename(int Person, string Title) : Step
{
    public override bool Applies(Facts facts) => facts.People[Person].Exists && facts.Takes(Person);

    public override Task DoAsync(World world) => world.At(world.Facts.People[Person].Directory).RenameAsync(world.Facts.People[Person].Id!.Value, Title);
}

/// <summary>DELETE: the person leaves all groups, too.</summary>
internal sealed record Delete(int Person) : Step
{
    public override bool Applies(Facts facts) => facts.People[Person].Exists && facts.Takes(Person);

    public override async Task DoAsync(World world)
    {
        var person = world.Facts.People[Person];
        var place = world.At(person.Directory);
        Assert.Null((await world.Service.SendAsync(world.Organization, new DeleteUser(place.Directory, ServedType.Users, person.Id!.Value))).Error);
        (person.Exists, person.Active) = (false, false);
        foreach (var group in world.Facts.Groups)
            group.Users.Remove(Person);
    }
}

// ---- groups

internal sealed record PushGroup(int Group, int[] People) : Step
{
    public override bool Applies(Facts facts) => facts.Groups[Group].Id is null && facts.TakesGroup(Group);

    public override async Task DoAsync(World world)
    {
        var group = world.Facts.Groups[Group];
        var members = world.Members(group, People);
        group.Id = await world.At(group.Directory).CreateGroupAsync(
            new JsonObject { ["displayName"] = group.Name, ["externalId"] = FormattableString.Invariant($"ext-g{Group}") },
            [.. members.Select(member => world.Facts.People[member].Id!.Value)]);
        group.Users.UnionWith(members);
    }

    public override string ToString() => $"PushGroup {{ Group = {Group}, People = [{string.Join(' ', People)}] }}";
}

internal sealed record AddMember(int Group, int Person) : Step
{
    public override bool Applies(Facts facts) => facts.Groups[Group].Id is not null && facts.TakesGroup(Group)
        && facts.People[Person].Exists && facts.People[Person].Directory == facts.Groups[Group].Directory;

    public override async Task DoAsync(World world)
    {
        var group = world.Facts.Groups[Group];
        await world.At(group.Directory).AddMembersAsync(group.Id!.Value, world.Facts.People[Person].Id!.Value);
        group.Users.Add(Person);
    }
}

internal sealed record TakeOut(int Group, int Person) : Step
{
    public override bool Applies(Facts facts) => facts.Groups[Group].Id is not null && facts.TakesGroup(Group) && facts.Groups[Group].Users.Contains(Person);

    public override async Task DoAsync(World world)
    {
        var group = world.Facts.Groups[Group];
        await world.At(group.Directory).RemoveMemberAsync(group.Id!.Value, world.Facts.People[Person].Id!.Value);
        group.Users.Remove(Person);
    }
}

/// <summary>PUT: the group has this name and these members, and no groups in it.</summary>
internal sealed record ReplaceMembers(int Group, int[] People) : Step
{
    public override bool Applies(Facts facts) => facts.Groups[Group].Id is not null && facts.TakesGroup(Group);

    public override async Task DoAsync(World world)
    {
        var group = world.Facts.Groups[Group];
        var members = world.Members(group, People);
        var attributes = ResourceBinder.Bind(
            new JsonObject { ["displayName"] = group.Name, ["externalId"] = FormattableString.Invariant($"ext-g{Group}") }, CoreSchemas.GroupResourceType).Attributes;
        var replaced = await world.Service.SendAsync(world.Organization, new ReplaceGroup(
            world.At(group.Directory).Directory, ServedType.Groups, group.Id!.Value, new GroupDocument(attributes, CoreSchemas.GroupResourceType),
            [.. members.Select(member => world.Facts.People[member].Id!.Value.ToString())], Dialect.Generic, IfMatch: null));
        Assert.Null(replaced.Error);
        group.Users.Clear();
        group.Users.UnionWith(members);
        group.Groups.Clear();
    }

    public override string ToString() => $"ReplaceMembers {{ Group = {Group}, People = [{string.Join(' ', People)}] }}";
}

internal sealed record RenameGroup(int Group) : Step
{
    public override bool Applies(Facts facts) => facts.Groups[Group].Id is not null && facts.TakesGroup(Group);

    public override async Task DoAsync(World world)
    {
        var group = world.Facts.Groups[Group];
        group.Renamed = !group.Renamed;
        await world.At(group.Directory).PatchGroupAsync(group.Id!.Value, $$"""{"op":"replace","path":"displayName","value":"{{group.Name}}"}""");
    }
}

internal sealed record DeletePushedGroup(int Group) : Step
{
    public override bool Applies(Facts facts) => facts.Groups[Group].Id is not null && facts.TakesGroup(Group);

    public override async Task DoAsync(World world)
    {
        var group = world.Facts.Groups[Group];
        Assert.Null((await world.Service.SendAsync(
            world.Organization, new DeleteGroup(world.At(group.Directory).Directory, ServedType.Groups, group.Id!.Value))).Error);
        group.Leave();
        foreach (var other in world.Facts.Groups)
            other.Groups.Remove(Group);
    }
}

/// <summary>A group becomes a member of a group, or is taken out.</summary>
internal sealed record Nest(int Outer, int Inner, bool Inside) : Step
{
    public override bool Applies(Facts facts) => facts.TakesGroup(Outer) && facts.Groups[Outer].Id is not null && facts.Groups[Inner].Id is not null
        && facts.Groups[Outer].Directory == facts.Groups[Inner].Directory && !facts.Contains(Inner, Outer)
        && facts.Groups[Outer].Groups.Contains(Inner) != Inside;

    public override async Task DoAsync(World world)
    {
        var (outer, inner) = (world.Facts.Groups[Outer], world.Facts.Groups[Inner]);
        await world.At(outer.Directory).PatchGroupAsync(
            outer.Id!.Value,
            Inside
                ? $$"""{"op":"add","path":"members","value":[{"value":"{{inner.Id}}"}]}"""
                : $$"""{"op":"remove","path":"members[value eq \"{{inner.Id}}\"]"}""");
        _ = Inside ? outer.Groups.Add(Inner) : outer.Groups.Remove(Inner);
    }
}
