using System.Threading.Channels;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scim.Modular.Identity.Application.Conformance;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Conformance;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Api.Conformance;

/// <summary>Plays conformance runs that were started in this process, one after the other, and keeps what they showed.</summary>
internal sealed class ConformanceRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ConformanceRunner> log) : BackgroundService
{
    private static readonly TimeSpan LongestPlay = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LastRound = TimeSpan.FromSeconds(5);
    private const string Stopped = "The service was stopped meanwhile. Start another run.";

    private readonly Channel<Work> _waiting = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Has a run played that was started. One that was only tried out is not there, and is passed over.</summary>
    public void Play(OrganizationId organization, DirectoryId directory, Guid run) => _waiting.Writer.TryWrite(new(organization, directory, run));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var work in _waiting.Reader.ReadAllAsync(stoppingToken))
                await TryPlayAsync(work, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        while (_waiting.Reader.TryRead(out var left))
            await TryFinishAsync(left, [], Stopped);
    }

    private async Task TryPlayAsync(Work work, CancellationToken stopping)
    {
        var exchanges = new List<ConformanceExchange>();
        string? problem = null;
        using var bound = new CancellationTokenSource(LongestPlay, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, stopping);
        try
        {
            if (!await PlayAsync(work, exchanges, either.Token))
                return;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            problem = stopping.IsCancellationRequested ? Stopped : $"It was not done after {LongestPlay.TotalMinutes} minutes.";
        }
        catch (SandboxRefusalException refusal)
        {
            problem = $"The sandbox does not take the organization's configuration: {refusal.Message}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(failure, "No sandbox can be opened for a conformance run");
            problem = "The service can't make a sandbox: nothing can be written where temporary files go. Its operator's log says why.";
        }
        catch (Exception failure)
        {
            log.LogError(failure, "The conformance run {Run} failed", work.Run);
            problem = "The service failed on this run; its operator's log says why.";
        }

        await TryFinishAsync(work, exchanges, problem);
    }

    /// <summary>Plays it in a sandbox. False: there is nothing to play.</summary>
    private async Task<bool> PlayAsync(Work work, List<ConformanceExchange> exchanges, CancellationToken ct)
    {
        if (await ReadAsync(work, ct) is not ({ } clients, { } configuration))
            return false;
        await using var scope = scopes.CreateAsyncScope();
        await using var sandbox = await scope.ServiceProvider.GetRequiredService<ISandboxes>().OpenAsync(ct);
        var tenants = new SandboxTenants(sandbox);
        foreach (var client in clients)
        {
            var play = new ScimPlay(sandbox.Http, await tenants.MakeAsync(configuration, ct), client, PlayedClients.HabitsOf(client), ct);
            try
            {
                await PlayedClients.PlayAsync(client, play);
            }
            finally
            {
                exchanges.AddRange(play.Exchanges);
            }
        }

        return true;
    }

    private async Task<(IReadOnlyList<string>?, DirectoryConfiguration?)> ReadAsync(Work work, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CallContext>().Enter(work.Organization);
        var mediator = services.GetRequiredService<IMediator>();
        if (await mediator.Send(new GetConformanceRun(work.Directory, work.Run), ct) is not { Status: ConformanceStatus.Running } run)
            return default;
        return (run.Clients, await DirectoryConfiguration.ReadAsync(mediator, services.GetServices<IConfigurationPart>(), work.Directory, ct));
    }

    private async Task TryFinishAsync(Work work, IReadOnlyList<ConformanceExchange> exchanges, string? problem)
    {
        using var bound = new CancellationTokenSource(LastRound, clock);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().Enter(work.Organization);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new FinishConformanceRun(work.Run, exchanges, problem), bound.Token);
        }
        catch (Exception failure)
        {
            // It counts as lost after a while, and another one can be started.
            log.LogError(failure, "The conformance run {Run} could not be kept", work.Run);
        }
    }

    private sealed record Work(OrganizationId Organization, DirectoryId Directory, Guid Run);
}

/// <summary>The clients by their names.</summary>
internal static class PlayedClients
{
    private const string ScimJson = "application/scim+json";
    private const string WithCharset = ScimJson + "; charset=utf-8";

    private static readonly ClientHabits Okta = new(
        WithCharset, ClientHabits.Bearer, ("Accept", ScimJson), ("Accept-Charset", "utf-8"), ("User-Agent", "Okta SCIM Client 1.0.0"));

    // With header authentication, an app of the catalogue sends the token as it was typed.
    private static readonly ClientHabits OktaCatalogue = Okta with { Authorization = token => token };

    private static readonly ClientHabits Entra = new(WithCharset, ClientHabits.Bearer, ("Accept", ScimJson));

    private static readonly ClientHabits Others = new(ScimJson, ClientHabits.Bearer, ("Accept", ScimJson));

    public static ClientHabits HabitsOf(string client) => client switch
    {
        ConformanceClients.Okta => Okta,
        ConformanceClients.OktaCatalogue => OktaCatalogue,
        ConformanceClients.Entra => Entra,
        _ => Others,
    };

    public static Task PlayAsync(string client, ScimPlay play) => client switch
    {
        ConformanceClients.Okta => new OktaCustomApp(play).PlayAsync(),
        ConformanceClients.OktaCatalogue => new OktaCatalogueApp(play).PlayAsync(),
        ConformanceClients.Entra => new EntraClient(play).PlayAsync(),
        ConformanceClients.OneLogin => new OneLoginClient(play).PlayAsync(),
        ConformanceClients.JumpCloud => new JumpCloudClient(play).PlayAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(client), client, "Nobody plays it"),
    };
}
