using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Binding;

// What was left out of a request: each path once, and not endlessly many.
internal sealed class NoteList(int limit)
{
    private readonly List<string> notes = [];
    private bool more;

    public void Ignored(string path) => Add("ignored: " + ScimException.Shorten(path));

    public void Add(string note)
    {
        if (notes.Contains(note))
            return;
        if (notes.Count < limit)
            notes.Add(note);
        else
            more = true;
    }

    public IReadOnlyList<string> ToList() => more ? [.. notes, "and others"] : [.. notes];
}
