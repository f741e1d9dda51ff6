using Workflows.Instances;
using Workflows.Persistence.Grouping;
using Workflows.Persistence.Memory;

namespace Workflows.Tests.Persistence.Memory;

/// <summary>The gateway to a store in memory.</summary>
internal static class MemoryGateway
{
    /// <param name="store">The store.</param>
    /// <param name="time">The clock.</param>
    /// <param name="inFront">What stands in front of it; null: nothing.</param>
    public static DirectInstanceGateway To(MemoryWorkflowStore store, TimeProvider time, IWorkflowStore? inFront = null) =>
        new(inFront ?? store, new MemoryProcessStore(store, time), new MemorySearchStore(store), time);
}
