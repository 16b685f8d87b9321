using System.Text.Json.Nodes;
using FluentValidation;
using MediatR;
using Scim.Modular.Licensing.Application.Plans;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Api.Configuration;

/// <summary>Plans in a configuration file: what was bought, and not how it is used.</summary>
internal sealed class PlansConfiguration(IMediator mediator, IValidator<PutPlan> validator) : IConfigurationPart
{
    private const int Portion = 1000;

    public string Section => "plans";

    public int Order => 2;

    public IReadOnlyList<ConfigurationField> Fields { get; } =
    [
        new("key", ConfigurationKind.Text, IsKey: true),
        new("name", ConfigurationKind.Text, IsRequired: true),
        new("seats", ConfigurationKind.Number, IsRequired: true, IsNullable: true),
        new("rank", ConfigurationKind.Number, Default: "0"),
        new("isDefault", ConfigurationKind.Flag, Default: "false"),
        new("overflow", ConfigurationKind.Text, Default: "\"waitlist\""),
        new("overageLimit", ConfigurationKind.Number, IsNullable: true),
        new("holdSeconds", ConfigurationKind.Number, Default: "900"),
        new("deactivationHoldSeconds", ConfigurationKind.Number, Default: "0"),
    ];

    public string KeyOf(JsonObject entry) => entry.Text("key")!;

    public void Complete(JsonObject entry, JsonObject given)
    {
        if (!given.ContainsKey("overageLimit") && entry.Text("overflow") != Words.Of(OverflowPolicy.Overage))
            entry["overageLimit"] = null;
    }

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(CancellationToken ct) => [.. (await AllAsync(ct)).Select(plan => new JsonObject
    {
        ["key"] = plan.Key,
        ["name"] = plan.Name,
        ["seats"] = plan.Seats,
        ["rank"] = plan.Rank,
        ["isDefault"] = plan.IsDefault,
        ["overflow"] = plan.Overflow,
        ["overageLimit"] = plan.OverageLimit,
        ["holdSeconds"] = plan.HoldSeconds,
        ["deactivationHoldSeconds"] = plan.DeactivationHoldSeconds,
    })];

    public async Task<IReadOnlyList<ConfigurationError>> CheckAsync(ConfigurationDraft draft, CancellationToken ct)
    {
        var errors = new List<ConfigurationError>();
        foreach (var wanted in draft.Changes.Where(one => one.After is not null))
        {
            if (Words.Parse<OverflowPolicy>(wanted.After!.Text("overflow")!) is null)
                errors.Add(ConfigurationError.Of(wanted, "overflow", $"overflow: one of {string.Join(", ", Words.AllOf<OverflowPolicy>())} is needed."));
            else
                errors.AddRange((await validator.ValidateAsync(Command(wanted.After!), ct)).Of(wanted));
        }

        var defaults = draft.Changes.Where(one => one.After?.Flag("isDefault") == true).ToArray();
        foreach (var second in defaults.Skip(1))
            errors.Add(ConfigurationError.Of(second, "isDefault", $"isDefault: {defaults[0].Key} is the default plan already; there is one."));
        if (draft.Changes.Any(one => one.Action == ConfigurationAction.Delete))
            errors.AddRange(HeldByPeople(draft, await AllAsync(ct), defaults.Length > 0));
        return errors;
    }

    // The people of the default plan follow it to another one.
    private static IEnumerable<ConfigurationError> HeldByPeople(ConfigurationDraft draft, List<PlanView> plans, bool hasDefault) =>
        from gone in draft.Changes
        where gone.Action == ConfigurationAction.Delete
        join plan in plans on gone.Key equals plan.Key
        where plan.Used + plan.Waitlisted > 0 && !(plan.IsDefault && hasDefault)
        select ConfigurationError.Of(
            gone, null, $"{plan.Key}: people hold seats of this plan or wait for one; it can't be deleted. Name it in the file, or apply without prune.");

    public async Task<Error?> ApplyAsync(ConfigurationChange change, CancellationToken ct) => change.Action == ConfigurationAction.Delete
        ? (await mediator.Send(new DeletePlan(change.Key, null), ct)).Error
        : (await mediator.Send(Command(change.After!), ct)).Error;

    // First the default plan: its people change over to it, and no one is without a plan in between.
    public IEnumerable<ConfigurationChange> InOrder(IEnumerable<ConfigurationChange> changes) =>
        changes.OrderBy(change => change.After?.Flag("isDefault") != true);

    private async Task<List<PlanView>> AllAsync(CancellationToken ct)
    {
        var all = new List<PlanView>();
        IReadOnlyList<PlanView> found;
        do
        {
            found = await mediator.Send(new ListPlans(all.Count == 0 ? null : all[^1].Key, Portion), ct);
            all.AddRange(found);
        }
        while (found.Count == Portion);

        return all;
    }

    private static PutPlan Command(JsonObject entry) => new(
        entry.Text("key")!, entry.Text("name")!, entry.Number("seats"), entry.Number("rank") ?? 0, entry.Flag("isDefault"),
        Words.Parse<OverflowPolicy>(entry.Text("overflow")!)!.Value, entry.Number("overageLimit"), entry.Number("holdSeconds"),
        entry.Number("deactivationHoldSeconds"), null);
}
