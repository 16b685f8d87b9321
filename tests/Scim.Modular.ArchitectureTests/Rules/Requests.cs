using Mono.Cecil;
using Scim.Modular.ArchitectureTests.Reading;

namespace Scim.Modular.ArchitectureTests.Rules;

internal sealed class EveryRequestHasOneHandler() : ArchitectureRule(
    "Requests",
    "A request lives in Application and has exactly one handler: a command's in Application, a query's in Infrastructure",
    "Scim.Modular.Broken.Application.Unanswered → 0 handlers", "Scim.Modular.Broken.Application.AnsweredTwice → 2 handlers",
    "Scim.Modular.Broken.Application.AskHandler → handles a query in Application",
    "Scim.Modular.Broken.Infrastructure.DoHandler → handles a command in Infrastructure",
    "Scim.Modular.Broken.Api.AskedTooFarOut → is a request in Api",
    "Scim.Modular.Broken.Application.NeitherNor → is neither command nor query")
{
    private const string Request = "MediatR.IRequest`1";
    private const string Handler = "MediatR.IRequestHandler`2";

    private protected override void Inspect(Solution solution, Inspection found)
    {
        var handlers = (
            from one in solution.Types
            where !one.Type.IsAbstract
            from arguments in one.Type.ArgumentsOf(Handler)
            select (one.Project, one.Type, Request: arguments[0])).ToLookup(one => one.Request.FullName, StringComparer.Ordinal);
        foreach (var (project, type) in solution.Types.Where(one => one.Type is { IsInterface: false, IsAbstract: false } && one.Type.Implements(Request)))
        {
            found.Look();
            var isCommand = type.Implements("Scim.Modular.SharedKernel.ICommand");
            if (!isCommand && !type.Implements("Scim.Modular.SharedKernel.IQuery`1"))
                found.Break(type.Shown(), "is neither command nor query");
            if (project.LayerOf(type) != "Application")
                found.Break(type.Shown(), $"is a request in {project.LayerOf(type)}");
            var mine = handlers[type.FullName].ToArray();
            if (mine.Length != 1)
                found.Break(type.Shown(), $"{mine.Length} handlers");
            foreach (var handler in mine.Where(one => one.Project.LayerOf(one.Type) != (isCommand ? "Application" : "Infrastructure")))
                found.Break(handler.Type.Shown(), $"handles a {(isCommand ? "command" : "query")} in {handler.Project.LayerOf(handler.Type)}: {type.Shown()}");
        }
    }
}

/// <summary>The pipeline commits, once; what follows from a change follows by its event.</summary>
internal sealed class HandlersNeitherSaveNorSend() : ArchitectureRule(
    "Handlers",
    "Handlers, Domain, Application and repositories neither save, nor open transactions, nor send, nor publish",
    "Scim.Modular.Broken.Infrastructure.SavingHandler → Microsoft.EntityFrameworkCore.DbContext.SaveChangesAsync",
    "Scim.Modular.Broken.Application.SendingHandler → MediatR.IMediator",
    "Scim.Modular.Broken.Application.PublishingReaction → MediatR.IMediator",
    "Scim.Modular.Broken.Infrastructure.SavingRepository → Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade.BeginTransactionAsync")
{
    private static readonly string[] Handlers =
    [
        "MediatR.IRequestHandler`2", "MediatR.INotificationHandler`1", "Scim.Modular.SharedKernel.IDomainEventHandler`1",
    ];

    private static readonly string[] Senders = ["MediatR.IMediator", "MediatR.ISender", "MediatR.IPublisher"];

    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var (project, type) in solution.Types.Where(one => one.Project.Kind == ProjectKind.Module && IsBound(one.Project, one.Type)))
        {
            found.Look();
            foreach (var call in type.MethodsUsed().Where(IsSaving))
                found.Break(type.Shown(), call.Shown());
            foreach (var used in type.TypesUsed().Where(used => Senders.Contains(used.FullName, StringComparer.Ordinal)))
                found.Break(type.Shown(), used.Shown());
        }
    }

    private static bool IsBound(Project project, TypeDefinition type) =>
        project.LayerOf(type) is "Domain" or "Application"
        || Array.Exists(Handlers, face => type.Implements(face))
        || type.AllInterfaces().Any(face => project.Owns(face.Outermost().Namespace) && project.LayerOf(face) is "Domain" or "Application"
            && face.Name.EndsWith("Repository", StringComparison.Ordinal));

    private static bool IsSaving(MethodReference call) =>
        call.Name.StartsWith("SaveChanges", StringComparison.Ordinal)
        || call.Name is "BeginTransaction" or "BeginTransactionAsync" or "UseTransaction" or "UseTransactionAsync"
            or "CommitTransaction" or "CommitTransactionAsync";
}
