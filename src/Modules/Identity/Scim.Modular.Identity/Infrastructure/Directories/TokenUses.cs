using System.Collections.Concurrent;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.Identity.Infrastructure.Directories;

/// <summary>Which tokens and admin keys were used, by minute: the second use of one in a minute costs one look into memory.</summary>
internal sealed class TokenUses(TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, long> _seen = new();
    private readonly ConcurrentDictionary<Guid, TokenUse> _unsaved = new();
    private long _minute;

    public void Note(Credential credential)
    {
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (Interlocked.Exchange(ref _minute, minute) != minute)
            _seen.Clear();
        if (_seen.TryGetValue(credential.Id, out var last) && last == minute)
            return;
        _seen[credential.Id] = minute;
        _unsaved[credential.Id] = new TokenUse(
            credential.Organization, credential.Id, DateTimeOffset.FromUnixTimeSeconds(minute * 60), credential.Kind == CredentialKind.Admin);
    }

    public TokenUse[] Unsaved() => [.. _unsaved.Values];

    /// <summary>Those that were noted again in the meantime stay.</summary>
    public void Saved(TokenUse use) => _unsaved.TryRemove(new(use.Token, use));
}

/// <summary>Saves when tokens and admin keys were last used.</summary>
internal sealed class TokenUseWriter(TokenUses uses, IServiceScopeFactory scopes, TimeProvider clock, ILogger<TokenUseWriter> log)
    : Periodic(TimeSpan.FromSeconds(2), clock, log)
{
    private const int Batch = 500;

    public override async Task RunAsync(CancellationToken ct)
    {
        foreach (var batch in uses.Unsaved().Chunk(Batch))
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new NoteTokenUses(batch), ct);
            foreach (var use in batch)
                uses.Saved(use);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await base.ExecuteAsync(stoppingToken);
        await FinishAsync();
    }
}
