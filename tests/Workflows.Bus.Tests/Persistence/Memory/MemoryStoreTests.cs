using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.Tests.Persistence.Memory;

public sealed class MemoryInstanceTests : InstanceConformance
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryKeyTests : KeyConformance
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryPoisonTests : PoisonConformance
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryStalenessTests : StalenessConformance
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryJournalTests : JournalConformance
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryTimerTests : TimerConformance
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryEventTests : EventConformance
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryQueryTests : QueryConformance
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryFilterTests : FilterConformance
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryBulkBatchTests : BulkBatchConformance
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryBulkReadingTests : BulkReadingConformance
{
    private protected override IAuditStore Audit => new MemoryAuditStore((MemoryWorkflowStore)Store);

    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}
