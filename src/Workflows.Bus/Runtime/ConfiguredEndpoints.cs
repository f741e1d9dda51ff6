using System.Collections.Concurrent;

namespace Workflows.Runtime;

/// <summary>The receive endpoints of workflows that somebody configured on the bus.</summary>
internal sealed class ConfiguredEndpoints
{
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);

    public void Note(string name) => _names[name] = true;

    public bool Has(string name) => _names.ContainsKey(name);
}
