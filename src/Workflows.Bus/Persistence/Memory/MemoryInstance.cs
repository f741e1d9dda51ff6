using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Memory;

/// <summary>An instance with its journal and its branches as lists show them.</summary>
internal sealed class MemoryInstance(WorkflowInstance current)
{
    public WorkflowInstance Current { get; set; } = current;

    public IReadOnlyList<OpenPlace> Places { get; private set; } = [];

    public List<JournalEntry> Journal { get; } = [];

    public void Take(Transition transition)
    {
        Current = transition.Instance;
        Places = OpenPlace.Of(Current);
        Journal.AddRange(transition.Entries);
    }
}
