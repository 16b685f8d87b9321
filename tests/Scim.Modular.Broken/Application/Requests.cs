using MediatR;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Broken.Application;

internal sealed record Unanswered : ICommand<Result>;

internal sealed record AnsweredTwice : ICommand<Result>;

internal sealed record Ask : IQuery<int>;

internal sealed record Do : ICommand<Result>;

internal sealed record NeitherNor : IRequest<int>;

internal sealed class AskHandler : IQueryHandler<Ask, int>
{
    public Task<int> Handle(Ask query, CancellationToken ct) => Task.FromResult(1);
}

// Two handlers of one request; the first sends, as well.
internal sealed class SendingHandler(IMediator mediator) : ICommandHandler<AnsweredTwice, Result>
{
    public Task<Result> Handle(AnsweredTwice command, CancellationToken ct) => mediator.Send(new Do(), ct);
}

internal sealed class PublishingReaction(IMediator mediator) : IDomainEventHandler<Contracts.Moved>
{
    public Task Handle(Contracts.Moved happened, CancellationToken ct) => mediator.Publish(new Note(), ct);

    private sealed record Note : INotification;
}

internal sealed class HearsAnInterface : IDomainEventHandler<IDomainEvent>
{
    public Task Handle(IDomainEvent happened, CancellationToken ct) => Task.CompletedTask;
}
