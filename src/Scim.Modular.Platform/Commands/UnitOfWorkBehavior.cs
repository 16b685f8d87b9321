using MediatR;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Commands;

/// <summary>Each command is a unit of work of its module; a query needs none.</summary>
internal sealed class UnitOfWorkBehavior<TRequest, TResponse>(ModuleCatalog modules, UnitOfWork unit)
    : IPipelineBehavior<TRequest, TResponse> where TRequest : IRequest<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request is ICommand
            ? unit.RunAsync(modules.Owning(typeof(TRequest)), typeof(TRequest).Name, () => next(), cancellationToken)
            : next();
}
