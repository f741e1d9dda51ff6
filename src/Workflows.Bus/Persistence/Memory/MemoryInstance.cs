using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>An instance with its journal.</summary>
internal sealed class MemoryInstance(WorkflowInstance current)
{
    public WorkflowInstance Current { get; set; } = current;

    public List<JournalEntry> Journal { get; } = [];
}
