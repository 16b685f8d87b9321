using System.Collections.Concurrent;
using System.Globalization;
using Scim.Modular.Identity.Application.Resources;

namespace Scim.Modular.Identity.Infrastructure.Filtering;

/// <summary>
/// Where pages by index have ended. It is a guess that the database confirms each time, so it may be old, lost, or another process's:
/// it only saves counting through all that comes before the next page.
/// </summary>
internal sealed class PagePlaces
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<(Guid Directory, string List, int Position), string> _ends = new();

    /// <summary>The places of one list: a directory, and what is looked for in it.</summary>
    public OfList Of(SearchResources search, string sql, IEnumerable<object> parameters) => new(
        this, search.Directory.Value, string.Join('\n', parameters.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)).Prepend(sql)));

    internal sealed class OfList(PagePlaces places, Guid directory, string list)
    {
        /// <summary>The id of the last resource before this position, if it is remembered.</summary>
        public string? At(int position) => places._ends.GetValueOrDefault((directory, list, position));

        public void Note(int position, string id)
        {
            if (places._ends.Count >= Most)
                places._ends.Clear();
            places._ends[(directory, list, position)] = id;
        }
    }
}
