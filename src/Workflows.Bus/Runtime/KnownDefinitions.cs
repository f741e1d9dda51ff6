using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>
/// The definitions that processes have registered, as one list that is read anew now and then: names that callers make up cost neither memory nor a query each.
/// </summary>
internal sealed class KnownDefinitions(IWorkflowStore store, TimeProvider time)
{
    /// <summary>Stands for whatever version is the newest.</summary>
    public const int Newest = 0;

    private static readonly TimeSpan _freshness = TimeSpan.FromSeconds(30);

    /// <summary>What is not in the list may have been registered a moment ago.</summary>
    private static readonly TimeSpan _secondLook = TimeSpan.FromSeconds(1);

    private volatile Reading? _reading;

    /// <returns>That version, else the newest of the workflow; null: no process ever registered the workflow.</returns>
    public async ValueTask<WorkflowDefinitionView?> FindAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_reading is { } reading && now - reading.At < _freshness)
        {
            var known = reading.Find(workflow, version);
            if ((known is not null && (version == Newest || known.Version == version)) || now - reading.At < _secondLook)
                return known;
        }

        var definitions = await store.GetDefinitionsAsync(cancellationToken);
        _reading = reading = new Reading(definitions.ToLookup(definition => definition.Name, StringComparer.Ordinal), now);
        return reading.Find(workflow, version);
    }

    private sealed record Reading(ILookup<string, WorkflowDefinitionView> Definitions, DateTimeOffset At)
    {
        public WorkflowDefinitionView? Find(string workflow, int version) =>
            Definitions[workflow].FirstOrDefault(definition => definition.Version == version) ?? Definitions[workflow].MaxBy(definition => definition.Version);
    }
}
