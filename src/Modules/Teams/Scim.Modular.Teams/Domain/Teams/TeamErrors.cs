using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Domain.Teams;

internal static class TeamErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "team_not_found", "There is no such team.");

    public static readonly Error Stale = new(
        ErrorKind.Stale, "stale_version", "The team has changed since you read it. Read it again and repeat the change.");

    public static Error SlugTaken(string slug) =>
        new(
            ErrorKind.Conflict, "slug_taken",
            $"Another team has the slug '{slug}'. Choose another, or leave it out and get one made of the name.");
}
