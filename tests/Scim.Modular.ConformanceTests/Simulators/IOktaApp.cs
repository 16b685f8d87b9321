namespace Scim.Modular.ConformanceTests.Simulators;

/// <summary>What an administrator does in Okta, whatever the app then sends.</summary>
internal interface IOktaApp
{
    Task TestConnectionAsync();

    /// <summary>Looks the user up; creates it, or links and reactivates the one that is there.</summary>
    Task<string> AssignAsync(string userName);

    Task PushProfileAsync(string userId, Action<JsonObject> changes);

    Task DeactivateAsync(string userId);

    Task ReactivateAsync(string userName, string userId);

    Task<string> PushGroupAsync(string name, IReadOnlyList<string> members);

    Task AddToGroupAsync(string groupId, string name, string member);

    Task RemoveFromGroupAsync(string groupId, string name, string member);

    Task RenameGroupAsync(string groupId, string newName);

    Task EmptyGroupAsync(string groupId, string name);

    Task DeleteGroupAsync(string groupId);
}
