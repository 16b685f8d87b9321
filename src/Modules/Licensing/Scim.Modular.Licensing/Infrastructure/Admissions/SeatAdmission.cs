using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Admissions;
using Scim.Modular.Platform.Commands;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Infrastructure.Admissions;

/// <summary>
/// Answers Identity's one question. A reservation is a command in a scope of its own: it is committed before the user is stored, by the same
/// pipeline as every other write. Where nothing is committed it only looks, and remembers how many it has let in.
/// </summary>
internal sealed class SeatAdmission(IMediator mediator, IServiceScopeFactory scopes, CallContext call, DryRun dryRun) : IUserAdmission
{
    private int _tried;

    public async Task<AdmissionAnswer> ReserveAsync(Guid admission, CancellationToken ct)
    {
        if (!await mediator.Send(new IsAdmissionNeeded(), ct))
            return AdmissionAnswer.Open;
        if (dryRun.IsOn)
            return await TryOutAsync(ct);
        return (await SendAsync(new ReserveAdmission(admission), ct)).Value;
    }

    public async Task CancelAsync(Guid admission, CancellationToken ct)
    {
        if (dryRun.IsOn)
            _tried--;
        else
            await SendAsync(new CancelAdmission(admission), ct);
    }

    private async Task<AdmissionAnswer> TryOutAsync(CancellationToken ct)
    {
        if (await mediator.Send(new ForeseeAdmission(_tried), ct) is { } refusal)
            return new(Reserved: false, refusal);
        _tried++;
        return new(Reserved: true, Refusal: null);
    }

    private async Task<TResult> SendAsync<TResult>(ICommand<TResult> command, CancellationToken ct) where TResult : IResult
    {
        await using var scope = scopes.CreateAsyncScope();
        var inner = scope.ServiceProvider.GetRequiredService<CallContext>();
        inner.Enter(call.Organization);
        inner.ActAs(call.Actor);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, ct);
    }
}
