using System.Text.Json.Nodes;
using Scim.Modular.Identity.Application.People;
using Scim.Modular.Platform.Events;

namespace Scim.Modular.Identity.Api.Console;

/// <summary>Says in a sentence what happened, with the names that things have now.</summary>
internal sealed class EffectWords
{
    private const int MostNames = 2000;

    private readonly IReadOnlyDictionary<Guid, NamedThing> _names;

    internal EffectWords(IReadOnlyDictionary<Guid, NamedThing> names) => _names = names;

    /// <summary>Looks up all names at once.</summary>
    public static async Task<EffectWords> LoadAsync(
        Func<NameThings, Task<IReadOnlyDictionary<Guid, NamedThing>>> ask, IEnumerable<Effect> effects, Guid? also = null)
    {
        var ids = new HashSet<Guid>();
        if (also is { } one)
            ids.Add(one);
        foreach (var effect in effects)
        {
            Collect(effect.Data, ids);
            if (ActorOf(effect) is { } actor)
                ids.Add(actor);
        }

        return new(await ask(new NameThings([.. ids.Take(MostNames)])));
    }

    /// <summary>What an id is called; null when it is gone.</summary>
    public NamedThing? NameOf(Guid id) => _names.GetValueOrDefault(id);

    /// <summary>Who caused it.</summary>
    public string By(Effect effect) => effect.Actor.Split(':', 2) switch
    {
        ["directory", ..] => ActorOf(effect) is { } id && NameOf(id) is { } directory ? $"the directory {directory.Name}" : "a directory that is gone",
        ["admin", ..] => ActorOf(effect) is { } id && NameOf(id) is { } key ? $"an administrator, with the key {key.Name}" : "an administrator",
        _ => "the service itself",
    };

    /// <summary>What happened.</summary>
    public string Of(Effect effect)
    {
        var data = new EventData(effect.Data);
        var person = effect.UserId is { } user ? NameOf(user)?.Name ?? data.Text("user.displayName") ?? data.Text("user.userName") ?? "Somebody who is gone" : "";
        return effect.Event switch
        {
            "identity.UserCreated" => $"{person} came.",
            "identity.UserReturned" => $"{person} came back, as the same person as before.",
            "identity.UserProfileChanged" => $"The profile of {person} changed.",
            "identity.UserActivated" => $"{person} was activated again.",
            "identity.UserDeactivated" => $"{person} was deactivated.",
            "identity.UserDeleted" => $"{person} was deleted.",
            "identity.UserForgotten" => $"{person} was forgotten: the time to come back is over.",
            "identity.GroupCreated" => $"The group {data.Text("group.displayName")} came.",
            "identity.GroupChanged" => $"The group {data.Text("group.displayName")} changed.",
            "identity.GroupDeleted" => $"The group {Named(data, "groupId", "that is gone")} was deleted.",
            "identity.GroupMembersChanged" => Members(data, "people"),
            "identity.GroupNestingChanged" => Members(data, "groups"),
            "identity.DirectoryAlertRaised" or "identity.DirectoryAlertResolved" => data.Text("text") ?? "",
            "licensing.SeatAssigned" => Assigned(person, data),
            "licensing.SeatWaitlisted" => $"{person} stands in line for the plan {data.Text("seat.waitsFor") ?? data.Text("seat.plan")}{Because(data)}.",
            "licensing.SeatReleasing" => $"{person} lost what entitled to the seat of {data.Text("seat.plan")}; it is kept for a quick return{Because(data)}.",
            "licensing.SeatReleased" => $"{person} gave the seat of {data.Text("before.plan") ?? data.Text("seat.plan")} free{Because(data)}.",
            "licensing.PlanNoticeRaised" => Notice(data),
            "teams.MemberJoined" => $"{person} joined the team {Named(data, "teamId", "that is gone")} as {data.Text("role")}{Because(data)}.",
            "teams.MemberRoleChanged" => $"{person} is {data.Text("role")} of the team {Named(data, "teamId", "that is gone")} now{Because(data)}.",
            "teams.MemberLeft" => $"{person} left the team {Named(data, "teamId", "that is gone")}{Because(data)}.",
            "teams.TeamCreated" => $"The team {data.Text("name")} was made.",
            "teams.GroupMappingBound" => $"The group {data.Text("mapping.groupName")} fills the team {Named(data, "mapping.teamId", "that is gone")} since now.",
            "teams.GroupMappingFollowedRename" => $"The mapping of {data.Text("mapping.groupName")} follows its group, which is called {data.Text("name")} now.",
            "teams.GroupMappingOrphaned" => $"The mapping of {data.Text("mapping.groupName")} lost its group.",
            "teams.PlanGrantChanged" or "teams.PlanGrantMembersChanged" => "Who a group entitles to a plan changed.",
            "licensing.MassReleaseSuspected" or "teams.MassRemovalSuspected" => $"{data.Text("removals")} people left within an hour: the breaker tripped.",
            _ => Spelled(effect.Event) + (person.Length > 0 ? $": {person}." : "."),
        };
    }

    private string Members(EventData data, string of)
    {
        var (added, removed) = (data.Count("added"), data.Count("removed"));
        var name = Named(data, "groupId", "that is gone");
        string Who(string list, int count) => count == 1 && Guid.TryParse(data.First(list), out var only) && NameOf(only) is { } one ? one.Name : $"{count} {of}";
        return (added, removed) switch
        {
            (_, 0) => $"{Who("added", added)} came into the group {name}.",
            (0, _) => $"{Who("removed", removed)} left the group {name}.",
            _ => $"{Who("added", added)} came into the group {name}, {Who("removed", removed)} left it.",
        };
    }

    private static string Assigned(string person, EventData data)
    {
        var line = data.Text("seat.waitsFor") is { } waits ? $" and stands in line for {waits}" : "";
        return $"{person} holds a seat of {data.Text("seat.plan")}{line}{Because(data)}.";
    }

    private static string Notice(EventData data) => data.Text("kind") switch
    {
        "first_waiting" => $"The plan {data.Text("key")} is full: somebody waits for the first time.",
        "full" => $"The plan {data.Text("key")} is full.",
        var kind => $"The plan {data.Text("key")}: {Spelled(kind ?? "a notice")}.",
    };

    private static string Because(EventData data) => data.Text("reason") switch
    {
        null or "" => "",
        "user_created" => ", being new",
        "user_returned" => ", having come back",
        "user_reactivated" => ", being activated again",
        "user_deactivated" => ", being deactivated",
        "user_deleted" => ", being deleted",
        "plan_full" => ", because the plan is full",
        "seat_freed" => ", because a seat came free",
        "seats_raised" => ", because seats were added",
        "group_push" => ", because of a pushed group",
        "group_deleted" => ", because the group was deleted",
        "manual" or "pinned" => ", by an administrator's hand",
        "unpinned" => ", because what an administrator had given was taken back",
        "hold_lapsed" => ", because nobody came back in time",
        var reason => $" ({reason.Replace('_', ' ')})",
    };

    private string Named(EventData data, string id, string gone) =>
        Guid.TryParse(data.Text(id), out var known) && NameOf(known) is { } thing ? thing.Name : gone;

    // licensing.SeatAssigned is read as: Seat assigned.
    private static string Spelled(string name)
    {
        var words = System.Text.RegularExpressions.Regex.Replace(
            name[(name.LastIndexOf('.') + 1)..].Replace('_', ' '), "(?<=[a-z])[A-Z]", match => " " + match.Value.ToLowerInvariant(),
            System.Text.RegularExpressions.RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return words;
    }

    private static Guid? ActorOf(Effect effect) =>
        effect.Actor.Split(':', 2) is [_, var actor] && Guid.TryParseExact(actor, "D", out var id) ? id : null;

    private static void Collect(JsonNode? node, HashSet<Guid> ids)
    {
        if (ids.Count > MostNames)
            return;
        switch (node)
        {
            case JsonObject complex:
                foreach (var (_, value) in complex)
                    Collect(value, ids);
                break;
            // Of many members only the number is told.
            case JsonArray { Count: 1 } one:
                Collect(one[0], ids);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text) && Guid.TryParseExact(text, "D", out var id):
                ids.Add(id);
                break;
        }
    }

    /// <summary>An event as JSON, by paths such as <c>seat.plan</c>.</summary>
    private readonly record struct EventData(JsonNode? Root)
    {
        public string? Text(string path) => Find(path) is JsonValue value ? value.ToString() : null;

        public int Count(string path) => Find(path) is JsonArray many ? many.Count : 0;

        public string? First(string path) => Find(path) is JsonArray { Count: > 0 } many ? many[0]?.ToString() : null;

        private JsonNode? Find(string path)
        {
            var node = Root;
            foreach (var name in path.Split('.'))
                node = (node as JsonObject)?[name];
            return node;
        }
    }
}
