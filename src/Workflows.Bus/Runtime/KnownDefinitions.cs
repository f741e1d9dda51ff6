using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>
/// The definitions that processes have registered, as one list that is read anew now and then: names that callers make up cost neither memory nor a query each.
/// </summary>
internal sealed class KnownDefinitions(IInstanceGateway gateway, TimeProvider time)
{
    /// <summary>Stands for whatever version is the newest.</summary>
    public const int Newest = 0;

    /// <summary>What other processes wait for must be known soon: an event does not come twice.</summary>
    private static readonly TimeSpan _versionFreshness = TimeSpan.FromSeconds(5);

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

        return (await ReadAsync(now, cancellationToken)).Find(workflow, version);
    }

    /// <returns>All versions of the workflow that a process registered more than a few seconds ago.</returns>
    public async ValueTask<IEnumerable<WorkflowDefinitionView>> VersionsOfAsync(string workflow, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var reading = _reading is { } last && now - last.At < _versionFreshness ? last : await ReadAsync(now, cancellationToken);
        return reading.Definitions[workflow];
    }

    /// <returns>All versions of the workflow that a process registered before now.</returns>
    public async ValueTask<IEnumerable<WorkflowDefinitionView>> VersionsNowAsync(string workflow, CancellationToken cancellationToken) =>
        (await ReadAsync(time.GetUtcNow(), cancellationToken)).Definitions[workflow];

    /// <summary>This process has registered its own: what was read before is not true any more.</summary>
    public void Forget() => _reading = null;

    private async Task<Reading> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var definitions = await gateway.GetDefinitionsAsync(cancellationToken);
        var reading = new Reading(definitions.ToLookup(definition => definition.Name, StringComparer.Ordinal), now);
        _reading = reading;
        return reading;
    }

    private sealed record Reading(ILookup<string, WorkflowDefinitionView> Definitions, DateTimeOffset At)
    {
        public WorkflowDefinitionView? Find(string workflow, int version) =>
            Definitions[workflow].FirstOrDefault(definition => definition.Version == version) ?? Definitions[workflow].MaxBy(definition => definition.Version);
    }
}
