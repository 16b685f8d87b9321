using MediatR;

namespace Scim.Modular.SharedKernel;

/// <summary>A request that changes something. The command pipeline validates it, commits it once and waits for its effects.</summary>
public interface ICommand<out TResult> : IRequest<TResult>, ICommand where TResult : IResult;

/// <summary>What every command is, whatever it answers: the pipeline tells commands from queries by it.</summary>
public interface ICommand;

/// <summary>A request that only reads.</summary>
public interface IQuery<out TResult> : IRequest<TResult>;

/// <summary>Handles one command: loads, asks the aggregate, returns. It neither saves nor publishes.</summary>
public interface ICommandHandler<in TCommand, TResult> : IRequestHandler<TCommand, TResult>
    where TCommand : ICommand<TResult>
    where TResult : IResult;

/// <summary>Answers one query by a projection.</summary>
public interface IQueryHandler<in TQuery, TResult> : IRequestHandler<TQuery, TResult>
    where TQuery : IQuery<TResult>;
