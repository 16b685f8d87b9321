using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Bulk;

/// <summary>What to do next with a bulk request.</summary>
/// <param name="Operation">The operation, with ids in the place of its references.</param>
/// <param name="Error">Why it fails without being tried, or null: malformed, or referring to what is not there.</param>
/// <example><c>step.Error is null ? await RunAsync(step.Operation) : BulkResult.Failed(step.Operation, step.Error)</c></example>
public sealed record BulkStep(BulkOperation Operation, ScimException? Error = null)
{
    /// <summary>What a POST of a circle lacks, so that it can be created. A later step adds it; usually empty.</summary>
    public IReadOnlyList<WaitingAttribute> Waiting { get; init; } = [];

    /// <summary>The POST that this PATCH completes with what it lacked; null for the operations of the request.</summary>
    public BulkOperation? Completes { get; init; }
}

/// <summary>
/// The order in which to run a bulk request, RFC 7644 §3.7: that of the request, but an operation comes after the POSTs that it
/// refers to, wherever they stand (§3.7.2), and after earlier operations on the same resource. POSTs that refer to each other
/// in a circle are resolved (§3.7.1): one is created without the values that cannot be known, and a PATCH adds those as soon as
/// they are. When that PATCH fails, its error is the result of the POST, with the location of what was created. After
/// <c>failOnErrors</c> errors the plan ends; what is left of created resources is still completed.
/// </summary>
/// <example>
/// <code>
/// var plan = new BulkPlan(BulkRequest.Parse(StrictJson.Parse(body)));
/// while (plan.Next() is { } step)
///     plan.Report(step.Error is { } error ? BulkResult.Failed(step.Operation, error) : await RunAsync(step.Operation));
/// return BulkResponse.Create(plan.Results);
/// </code>
/// </example>
public sealed class BulkPlan
{
    private readonly List<Node> nodes;
    private readonly List<Node> completions = [];
    private readonly Dictionary<string, Node> creates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> firstOn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Node, (int Index, bool IsCompletion)> ready = new();
    private readonly SortedDictionary<int, BulkResult> results = [];
    private readonly int failOnErrors;
    private int errors;
    private Node? current;

    /// <summary>A plan for a request; nothing of it has run yet.</summary>
    public BulkPlan(BulkRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        failOnErrors = request.FailOnErrors ?? int.MaxValue;
        nodes = [.. request.Operations.Select((operation, index) => new Node(operation, index))];
        foreach (var node in nodes.Where(node => node.Operation is { IsCreate: true, BulkId: not null }))
            creates.TryAdd(node.Operation.BulkId!, node);

        var last = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (node.Operation.Error is null)
                Order(node, last);
            Enqueue(node);
        }
    }

    /// <summary>The results so far, one for each operation of the request that ran, in the order of the request.</summary>
    public IReadOnlyList<BulkResult> Results => [.. results.Values];

    /// <summary>The next step, or null when the plan has ended. Each step needs its <see cref="Report"/> before the next.</summary>
    public BulkStep? Next()
    {
        if (current is not null)
            throw new InvalidOperationException("The last step has no result yet.");

        if (errors >= failOnErrors)
            current = completions.Find(node => !node.IsDone);
        else if (ready.Count > 0 || BreakCircle())
            current = ready.Dequeue();
        return current is null ? null : Step(current);
    }

    /// <summary>Takes the result of the step that <see cref="Next"/> gave last. A POST that succeeded has an id.</summary>
    public void Report(BulkResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var node = current ?? throw new InvalidOperationException("There is no step without a result.");
        if (result.IsSuccess && node.Operation.IsCreate && !node.IsCompletion)
            ids[node.Operation.BulkId!] = result.Id ?? throw new ArgumentException("What was created has an id.", nameof(result));

        current = null;
        errors += result.IsSuccess ? 0 : 1;
        results[node.Index] = node.IsCompletion ? Completed(results[node.Index], result) : result with { Operation = node.Operation };
        if (!result.IsSuccess && node.Completion is not null)
            Finish(node.Completion); // There is nothing to complete.
        Finish(node);
    }

    private void Finish(Node node)
    {
        node.IsDone = true;
        foreach (var waiting in node.Waiters)
        {
            waiting.Pending--;
            waiting.IsLost |= node.Operation.IsCreate && !ids.ContainsKey(node.Operation.BulkId ?? "");
            Enqueue(waiting);
        }
    }

    private void Order(Node node, Dictionary<string, Node> last)
    {
        node.References = BulkReferences.Of(node.Operation);
        if (!node.References.All(creates.ContainsKey))
            return; // It fails, and there is nothing to wait for.

        foreach (var bulkId in node.References)
            node.WaitFor(creates[bulkId]);
        if (node.Operation.IsCreate)
            return;

        var target = Target(node.Operation);
        if (last.TryGetValue(target, out var earlier))
            node.WaitFor(earlier);
        else
            firstOn[target] = node;
        last[target] = node;
    }

    private BulkStep Step(Node node)
    {
        if (node.IsCompletion)
            return Completion(node);
        if (Refusal(node) is { } error)
            return new BulkStep(node.Operation, error);

        var operation = BulkReferences.Resolve(node.Part ?? node.Operation, ids);
        return new BulkStep(operation) { Waiting = node.Missing };
    }

    private ScimException? Refusal(Node node)
    {
        if (node.Operation.Error is { } error)
            return error;
        if (node.References.FirstOrDefault(bulkId => !creates.ContainsKey(bulkId)) is { } unknown)
            return ScimException.InvalidValue($"'bulkId:{ScimException.Shorten(unknown)}' is not the bulkId of a POST of this request.");
        var lost = node.References.FirstOrDefault(bulkId => creates[bulkId].IsDone && !ids.ContainsKey(bulkId));
        return lost is null
            ? null
            : ScimException.InvalidValue($"'bulkId:{ScimException.Shorten(lost)}' does not exist, since its operation failed.");
    }

    // §3.7.1: what could not be resolved is a conflict.
    private BulkStep Completion(Node node)
    {
        var bulkId = node.Operation.BulkId!;
        var data = new JsonObject
        {
            ["schemas"] = new JsonArray(ScimUrns.PatchOp),
            ["Operations"] = new JsonArray([.. node.Missing.Select(attribute => new JsonObject
            {
                ["op"] = "add",
                ["path"] = attribute.Path,
                ["value"] = attribute.Value.DeepClone(),
            })]),
        };
        var patch = new BulkOperation("PATCH", $"{node.Operation.Endpoint}/{ids[bulkId]}", bulkId, Data: data);
        var lost = node.References.FirstOrDefault(reference => !ids.ContainsKey(reference));
        var without = string.Join(" and ", node.Missing.Select(attribute => $"'{ScimException.Shorten(attribute.Path)}'"));
        return new BulkStep(BulkReferences.Resolve(patch, ids), lost is null ? null : new ScimException(409, null,
            $"Created without {without}, since 'bulkId:{ScimException.Shorten(lost)}' does not exist."))
        {
            Completes = node.Operation,
        };
    }

    private static BulkResult Completed(BulkResult created, BulkResult patched) => patched.IsSuccess
        ? created with { Version = patched.Version ?? created.Version, Response = patched.Response ?? created.Response }
        : created with { Status = patched.Status, Response = patched.Response };

    // Nothing can run, so some POSTs wait for each other: other operations wait, but nothing waits for them.
    private bool BreakCircle()
    {
        var stuck = nodes.FindAll(node => node is { IsDone: false, Operation.IsCreate: true });
        if (stuck.Count == 0)
            return false;

        // One that refers to what failed will fail itself, and that may be all it takes.
        if (stuck.Find(node => node.IsLost) is { } lost)
            Release(lost);
        else
            Split(FirstOnCircle(stuck[0]));
        return true;
    }

    private Node FirstOnCircle(Node node)
    {
        var seen = new HashSet<Node>();
        while (seen.Add(node))
            node = Awaited(node);
        var first = node;
        for (var other = Awaited(node); other != node; other = Awaited(other))
            if (other.Index < first.Index)
                first = other;
        return first;
    }

    private Node Awaited(Node node) => node.References.Select(bulkId => creates[bulkId]).First(create => !create.IsDone);

    private void Split(Node node)
    {
        (node.Part, node.Missing) = BulkReferences.Split(node.Operation, ids.ContainsKey);
        var completion = new Node(node.Operation, node.Index)
        {
            IsCompletion = true,
            Missing = node.Missing,
            References = [.. node.References.Where(bulkId => !ids.ContainsKey(bulkId))],
        };
        foreach (var awaited in completion.References.Select(bulkId => creates[bulkId]).Append(node).Distinct())
            completion.WaitFor(awaited);
        // What is done to the resource afterwards finds it complete.
        if (firstOn.TryGetValue(BulkReferences.To(node.Operation.BulkId!), out var next))
            next.WaitFor(completion);
        completions.Add(completion);
        Release(node);
        node.Completion = completion;
        node.References = [.. node.References.Where(ids.ContainsKey)];
    }

    private void Release(Node node)
    {
        foreach (var bulkId in node.References)
            creates[bulkId].Waiters.Remove(node);
        node.Pending = 0;
        Enqueue(node);
    }

    private void Enqueue(Node node)
    {
        if (node is { Pending: 0, IsDone: false })
            ready.Enqueue(node, (node.Index, node.IsCompletion));
    }

    // A new resource goes by its bulkId whatever the endpoint; that it is the wrong one is for the server to say.
    private static string Target(BulkOperation operation) =>
        BulkReferences.IsReference(operation.Id!) ? operation.Id! : operation.Path;

    private sealed class Node(BulkOperation operation, int index)
    {
        public BulkOperation Operation { get; } = operation;

        public int Index { get; } = index;

        public bool IsCompletion { get; init; }

        public bool IsDone { get; set; }

        // Refers to what was not created.
        public bool IsLost { get; set; }

        public IReadOnlyList<string> References { get; set; } = [];

        public BulkOperation? Part { get; set; }

        public IReadOnlyList<WaitingAttribute> Missing { get; set; } = [];

        public Node? Completion { get; set; }

        public List<Node> Waiters { get; } = [];

        public int Pending { get; set; }

        public void WaitFor(Node other)
        {
            Pending++;
            other.Waiters.Add(this);
        }
    }
}
