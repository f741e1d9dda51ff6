using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>Everything in the memory of this process, gone with it: for trying out, for embedding and for tests.</summary>
internal sealed partial class MemoryWorkflowStore : IWorkflowStore
{
    private readonly MemoryTables _tables = new();

    /// <summary>For those who read beside it.</summary>
    public MemoryTables Tables => _tables;
}
