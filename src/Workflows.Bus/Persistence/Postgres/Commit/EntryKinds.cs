using System.Collections.Frozen;
using Workflows.Instances;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>The stored names of the kinds, made once: the name of an enumeration's value is looked up by reflection.</summary>
internal static class EntryKinds
{
    private static readonly FrozenDictionary<EntryKind, string> _names = Enum.GetValues<EntryKind>().ToFrozenDictionary(kind => kind, kind => kind.ToString());

    public static string NameOf(EntryKind kind) => _names[kind];
}
