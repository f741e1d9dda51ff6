using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Which definitions a running process has: this one, or another with the same store, as a list that is read anew now and then.</summary>
internal sealed class KnownProcesses(IInstanceGateway gateway, WorkflowRegistry registry, TimeProvider time)
{
    /// <summary>How often a process says that it runs.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    /// <summary>One that was silent for so long counts as gone. One that ends in good order says so at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan _freshness = TimeSpan.FromSeconds(10);

    /// <summary>Who is not in the list may have come a moment ago.</summary>
    private static readonly TimeSpan _secondLook = TimeSpan.FromSeconds(1);

    private volatile Reading? _reading;

    /// <returns>Whether a process is running that has a class for the version.</returns>
    public async ValueTask<bool> HaveAsync(string workflow, int version, CancellationToken cancellationToken) =>
        registry.Find(workflow, version) is not null || (await WithAsync(workflow, version, cancellationToken)).Count > 0;

    /// <returns>The other processes that have a class for the version, by name.</returns>
    public async ValueTask<IReadOnlyList<RunningProcess>> WithAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        if (Find(await ListAsync(_freshness, cancellationToken), workflow, version) is { Count: > 0 } known)
            return known;

        return Find(await ListAsync(_secondLook, cancellationToken), workflow, version);
    }

    /// <returns>All that run now, by name.</returns>
    public ValueTask<IReadOnlyList<RunningProcess>> ListAsync(CancellationToken cancellationToken) => ListAsync(TimeSpan.Zero, cancellationToken);

    private async ValueTask<IReadOnlyList<RunningProcess>> ListAsync(TimeSpan freshness, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_reading is not { } reading || now - reading.At >= freshness)
            _reading = reading = new Reading(await gateway.ListProcessesAsync(Patience, cancellationToken), now);

        return reading.Processes;
    }

    private static IReadOnlyList<RunningProcess> Find(IReadOnlyList<RunningProcess> processes, string workflow, int version) =>
        [.. processes.Where(process => process.Definitions.Any(definition => definition.Workflow == workflow && definition.Version == version))];

    private sealed record Reading(IReadOnlyList<RunningProcess> Processes, DateTimeOffset At);
}
