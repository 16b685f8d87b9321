using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using IResult = Scim.Modular.SharedKernel.IResult;

namespace Scim.Modular.WebConsole;

/// <summary>
/// A page of the console, made on the server for each request. It sends the queries and commands of the admin API; a form that is refused is
/// shown again with what was typed and what is wrong at each field.
/// </summary>
public abstract class ConsolePage : ComponentBase
{
    private Task? _reading;

    /// <summary>The organization of the address: its id or slug.</summary>
    [Parameter] public string? Org { get; set; }

    /// <summary>What the last form did: the name that the page gave it.</summary>
    [SupplyParameterFromQuery] public string? Done { get; set; }

    /// <summary>The request.</summary>
    [CascadingParameter] public HttpContext Http { get; set; } = null!;

    /// <summary>Takes queries and commands to their handlers.</summary>
    [Inject] protected IMediator Mediator { get; set; } = null!;

    /// <summary>Leads to other pages.</summary>
    [Inject] protected NavigationManager Navigation { get; set; } = null!;

    /// <summary>Where we are, and who is signed in.</summary>
    protected ConsolePlace Place => ConsolePlace.Of(Http);

    /// <summary>What was typed and what is wrong with it.</summary>
    protected FormState Form => FormState.Of(Http);

    /// <summary>The address of a place below the organization.</summary>
    protected string Url(string path) => ConsoleAddress.Of(Org, path);

    /// <summary>Ends when the browser goes away.</summary>
    protected CancellationToken Aborted => Http.RequestAborted;

    /// <summary>Reads what the page shows, once; it is shown when that has ended.</summary>
    protected virtual Task ReadAsync() => Task.CompletedTask;

    /// <summary>Sets what comes from the address and from the page around it, and shows the page when it has read what it shows.</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await (_reading ??= ReadAsync());
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>Not for reading: what is read here is shown half, whenever it has to be waited for.</summary>
    protected sealed override Task OnInitializedAsync() => Task.CompletedTask;

    /// <summary>Sends a query.</summary>
    protected Task<TAnswer> AskAsync<TAnswer>(IRequest<TAnswer> query) => InTurnAsync(query);

    /// <summary>Sends a command. False: it was refused, and the form says why.</summary>
    protected async Task<bool> TryAsync<TResult>(IRequest<TResult> command) where TResult : IResult =>
        await TryForAsync(command) is { Error: null };

    /// <summary>Sends a command, and answers its outcome: null when what was typed is wrong, which the form says.</summary>
    protected async Task<TResult?> TryForAsync<TResult>(IRequest<TResult> command) where TResult : IResult
    {
        try
        {
            var outcome = await InTurnAsync(command);
            if (outcome.Error is { } refusal)
                Form.Refuse(refusal);
            return outcome;
        }
        catch (ValidationException wrong)
        {
            Form.Refuse(wrong);
            return default;
        }
    }

    /// <summary>Goes on to a page that says what was done: a reload does it not once more.</summary>
    protected void GoOn(string path, string? done = null) =>
        Navigation.NavigateTo(done is null ? Url(path) : Url(path) + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "done=" + Uri.EscapeDataString(done));

    // The components of a page begin at the same time, and what they ask shares the request's database contexts: one waits for the other.
    private async Task<TAnswer> InTurnAsync<TAnswer>(IRequest<TAnswer> request)
    {
        if (Http.Features.Get<Turn>() is not { } turn)
            Http.Features.Set(turn = new Turn());
        await turn.Free.WaitAsync(Aborted);
        try
        {
            return await Mediator.Send(request, Aborted);
        }
        finally
        {
            turn.Free.Release();
        }
    }

    /// <summary>Says that there is no such thing.</summary>
    protected void NotFound() => Http.Response.StatusCode = StatusCodes.Status404NotFound;

    private sealed class Turn
    {
        // Nobody asks for its wait handle, so there is nothing to dispose of.
        public SemaphoreSlim Free { get; } = new(1, 1);
    }
}

/// <summary>Addresses of the console.</summary>
public static class ConsoleAddress
{
    /// <summary>Where the console is.</summary>
    public const string Root = "/console";

    /// <summary>The page of a provisioned person who is signed in. It is not below the console, which is for administrators.</summary>
    public const string Own = "/me";

    /// <summary>A place below an organization, or of the installation.</summary>
    public static string Of(string? org, string path) =>
        (org is null ? Root : $"{Root}/{Uri.EscapeDataString(org)}") + (path.Length == 0 || path[0] == '?' ? path : "/" + path);
}
