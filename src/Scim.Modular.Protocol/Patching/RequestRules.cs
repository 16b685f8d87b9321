using System.Globalization;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Patching;

// What a dialect refuses in the form of a request, before anybody looks at the resource.
internal sealed class RequestRules(Dialect dialect)
{
    private readonly Dictionary<string, int> paths = new(StringComparer.OrdinalIgnoreCase);

    public PatchOp? ReadOp(string? op) => (dialect.Has(Habits.CapitalizedOperations) ? op?.ToLowerInvariant() : op) switch
    {
        "add" => PatchOp.Add,
        "replace" => PatchOp.Replace,
        "remove" => PatchOp.Remove,
        _ => null,
    };

    // Google's add says in the path what to add.
    public bool NeedsValue(PatchOp op, PatchPath? path) => op == PatchOp.Replace
        || (op == PatchOp.Add && !(dialect.Has(Habits.AddByValuePath) && path is { ValueFilter: not null, SubAttribute: null }));

    public void Check(PatchOperation operation, int number)
    {
        if (operation.Path is not { } path)
        {
            if (!dialect.Has(Habits.PathlessPatch))
                throw Refused(ScimTypes.InvalidSyntax, number, "'path' is required.");
            return;
        }

        if (operation is { Op: PatchOp.Remove, HasValue: true } && !dialect.Has(Habits.RemoveByValue))
            throw Refused(ScimTypes.InvalidSyntax, number, "'remove' takes no value; select the values by a filter in the path.");
        if (path is { ValueFilter: not null, SubAttribute: null } && !dialect.Has(Habits.ElementPaths))
            throw Refused(ScimTypes.InvalidPath, number, "a sub-attribute must follow the filter of the path.");
        if (!dialect.Has(Habits.RepeatedPaths) && !paths.TryAdd(WithoutCoreUrn(path).ToString(), number))
            throw Refused(ScimTypes.InvalidSyntax, number, string.Create(CultureInfo.InvariantCulture,
                $"the path is that of operation {paths[WithoutCoreUrn(path).ToString()]}; one operation a path."));
    }

    // RFC 7644 §3.10: the URN of a core schema may be left out.
    private static PatchPath WithoutCoreUrn(PatchPath path) =>
        path.Attribute.Schema?.StartsWith("urn:ietf:params:scim:schemas:core:2.0:", StringComparison.OrdinalIgnoreCase) == true
            ? path with { Attribute = new AttributePath(null, path.Attribute.Attribute, path.Attribute.SubAttribute) }
            : path;

    private static ScimException Refused(string scimType, int number, string detail) =>
        new(400, scimType, string.Create(CultureInfo.InvariantCulture, $"Operation {number}: {detail}"));
}
