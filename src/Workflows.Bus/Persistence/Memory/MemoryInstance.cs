using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Memory;

/// <summary>An instance with its journal.</summary>
internal sealed class MemoryInstance(WorkflowInstance current)
{
    public WorkflowInstance Current { get; set; } = current;

    /// <summary>A <see cref="Contracts.WorkflowFingerprint"/> while it is Faulted, else null.</summary>
    public string? Fingerprint { get; private set; }

    /// <summary>When it faulted, while it is Faulted.</summary>
    public DateTimeOffset FaultedAt { get; private set; }

    public List<JournalEntry> Journal { get; } = [];

    public void Take(Transition transition)
    {
        var wasFaulted = Fingerprint is not null;
        Current = transition.Instance;
        Journal.AddRange(transition.Entries);
        Fingerprint = FailureView.FingerprintOf(Current);
        if (Fingerprint is not null)
            FaultedAt = FailureView.FaultedAt(transition) ?? (wasFaulted ? FaultedAt : Current.UpdatedAt);
    }
}
