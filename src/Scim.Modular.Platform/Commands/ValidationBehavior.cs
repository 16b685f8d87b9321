using FluentValidation;
using MediatR;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Commands;

/// <summary>Runs a command's validators before anything is read or locked. What they find is a 400 that names each property.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse> where TRequest : IRequest<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is ICommand)
        {
            var failures = validators.SelectMany(validator => validator.Validate(request).Errors).ToArray();
            if (failures.Length > 0)
                throw new ValidationException(failures);
        }

        return next();
    }
}
