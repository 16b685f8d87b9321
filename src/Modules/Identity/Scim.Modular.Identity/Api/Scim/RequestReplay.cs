using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Application.Provisioning;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Identity.Domain.Provisioning;
using Scim.Modular.Platform.Commands;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>
/// Plays a logged request again, in a unit of work of its own that is never committed: the SCIM endpoint answers it as it would the identity
/// provider now. It comes in behind authentication and limits, as the directory itself, and is not logged: see decision 35.
/// </summary>
internal sealed class RequestReplay(IServiceScopeFactory scopes)
{
    private static readonly Error NotFound = new(ErrorKind.NotFound, "request_not_found", "There is no such request.");

    /// <summary>
    /// Plays it. Refused when the directory has no such request, or when too little of it is kept: <see cref="Replay.WhyNot"/>. Addresses in the
    /// answer are made as for <paramref name="asked"/>, the request that asks for the replay.
    /// </summary>
    public async Task<Result<Replay>> PlayAsync(HttpContext asked, OrganizationId organization, DirectoryId directory, Guid request)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var mediator = services.GetRequiredService<IMediator>();
        services.GetRequiredService<CallContext>().Enter(organization);
        if (await mediator.Send(new GetDirectory(directory), asked.RequestAborted) is not { } target
            || await mediator.Send(new GetRequest(directory, request), asked.RequestAborted) is not { } logged)
        {
            return NotFound;
        }

        if (Replay.WhyNot(logged) is { } reason)
            return reason;
        services.GetRequiredService<CallContext>().ActAs($"directory:{directory}");
        return Replay.Of(logged, await AnswerAsync(asked, services, AsToken(organization, target), logged));
    }

    private static async Task<ReplayAnswer> AnswerAsync(HttpContext asked, IServiceProvider services, Credential credential, RequestDetail logged)
    {
        var http = Again(asked, services, logged);
        using var written = new MemoryStream();
        http.Response.Body = written;
        var log = new Unwritten();
        var dryRun = services.GetRequiredService<DryRun>();
        dryRun.Begin();
        try
        {
            await ScimEndpoint.AnswerAsync(http, credential, log);
        }
        catch (Exception failure) when (!asked.RequestAborted.IsCancellationRequested)
        {
            await ErrorResponses.WriteAsync(http, failure);
        }
        finally
        {
            await dryRun.RollBackAsync();
        }

        var call = log.Call!;
        return new(
            http.Response.StatusCode, written.Length == 0 ? null : Redaction.Of(written.GetBuffer().AsSpan(0, (int)written.Length)), call.Summary,
            call.Notes is { } notes ? JsonSerializer.Deserialize<string[]>(notes)! : []);
    }

    private static DefaultHttpContext Again(HttpContext asked, IServiceProvider services, RequestDetail logged)
    {
        var http = new DefaultHttpContext { RequestServices = services, RequestAborted = asked.RequestAborted };
        // What goes wrong is logged under the route that was asked.
        http.SetEndpoint(asked.GetEndpoint());
        var request = http.Request;
        var query = logged.Path.IndexOf('?', StringComparison.Ordinal);
        request.Method = logged.Method;
        request.Scheme = asked.Request.Scheme;
        request.Host = asked.Request.Host;
        request.PathBase = asked.Request.PathBase;
        request.Path = query < 0 ? logged.Path : logged.Path[..query];
        request.QueryString = new(query < 0 ? null : logged.Path[query..]);
        if (logged.RequestBody is not { } text)
            return http;
        // Another type is refused before a body is read, so what is kept came as one that every directory takes.
        var body = Encoding.UTF8.GetBytes(text);
        request.ContentType = ErrorResponses.ScimMediaType;
        request.ContentLength = body.Length;
        request.Body = new MemoryStream(body, writable: false);
        return http;
    }

    private static Credential AsToken(OrganizationId organization, DirectoryView directory) => new(
        CredentialKind.Directory, directory.Id.Value, organization, directory.Id.Value, ExpiresAt: null, directory.Status == DirectoryStatus.Disabled)
    {
        Provider = directory.Provider, Profile = directory.Profile,
    };

    private sealed class Unwritten : IProvisioningLog
    {
        public ProvisioningRequest? Call { get; private set; }

        public void Write(ProvisioningRequest request) => Call = request;
    }
}
