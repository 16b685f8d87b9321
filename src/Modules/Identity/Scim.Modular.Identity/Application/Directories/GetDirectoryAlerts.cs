using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>What administrators were told to be the matter with these directories and is not over, the oldest first.</summary>
internal sealed record GetDirectoryAlerts(IReadOnlyCollection<DirectoryId> Directories) : IQuery<ILookup<DirectoryId, AlertView>>;

/// <summary>Something that is the matter with a directory.</summary>
/// <param name="Kind">
/// <c>silent</c>, <c>calls_refused</c>, <c>token_ending</c>, <c>no_token</c>, <c>user_flapping</c>, <c>changes_held</c>.
/// </param>
/// <param name="Since">When it was noticed.</param>
/// <param name="UserId">The user whom it concerns, if it concerns one.</param>
/// <param name="Text">What was the matter then, in a sentence.</param>
internal sealed record AlertView(string Kind, DateTimeOffset Since, UserId? UserId, string Text);
