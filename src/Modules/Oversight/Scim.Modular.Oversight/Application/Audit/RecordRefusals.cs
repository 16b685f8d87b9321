using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Audit;

/// <summary>Keeps refusals of one organization as events.</summary>
internal sealed record RecordRefusals(IReadOnlyList<Refusal> Refusals) : ICommand<Result>;

internal sealed class RecordRefusalsHandler(IAuditLog audit) : ICommandHandler<RecordRefusals, Result>
{
    public Task<Result> Handle(RecordRefusals request, CancellationToken cancellationToken)
    {
        foreach (var refusal in request.Refusals)
            audit.Add(refusal);
        return Task.FromResult(Result.Ok);
    }
}
