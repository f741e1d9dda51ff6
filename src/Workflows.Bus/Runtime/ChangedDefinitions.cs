using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>
/// Definitions of this process that took the place of others while instances were open. One of the processes that have the new one makes these listen for what it
/// has: at once, and once more when the last process has ended that has another, for that one made those that it moved listen as before.
/// </summary>
internal sealed class ChangedDefinitions(IChangeStore store, ListeningAnew listening, ProcessNotice notice, TimeProvider time)
{
    /// <summary>Whoever holds a change and says nothing for so long is gone.</summary>
    private static readonly TimeSpan _hold = TimeSpan.FromMinutes(2);

    private readonly HashSet<DefinitionChange> _passed = [];
    private ImmutableArray<DefinitionChange> _open = [];
    private volatile bool _isDue;

    /// <summary>A change was learned of and not looked at yet.</summary>
    public bool IsDue => _isDue;

    /// <param name="registered">The definitions of this process as they are stored.</param>
    public void Learn(IEnumerable<WorkflowDefinitionView> registered)
    {
        _open = [.. registered.Where(view => view.ChangedAt is not null).Select(view => new DefinitionChange(view.Name, view.Version, view.ChangedAt!.Value))];
        _isDue = !_open.IsEmpty;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var change in _open)
            {
                if (await IsDoneAsync(change, cancellationToken))
                    _open = _open.Remove(change);
            }
        }
        finally
        {
            _isDue = false;
        }
    }

    private async Task<bool> IsDoneAsync(DefinitionChange change, CancellationToken cancellationToken)
    {
        if (!await HoldAsync(change, cancellationToken))
            return false;

        // Asked before the instances are gone through: whoever ends meanwhile may have moved one behind.
        var isMixed = await notice.IsMixedAsync(change.Workflow, change.Version, cancellationToken);
        if (isMixed && _passed.Contains(change))
            return false;

        if (!await listening.RunAsync(change, () => HoldAsync(change, cancellationToken), cancellationToken))
            return false;

        _passed.Add(change);
        if (isMixed)
            return false;

        await store.CloseAsync(change, cancellationToken);
        return true;
    }

    private Task<bool> HoldAsync(DefinitionChange change, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return store.TryHoldAsync(change, notice.Id, now, now + _hold, cancellationToken);
    }
}
