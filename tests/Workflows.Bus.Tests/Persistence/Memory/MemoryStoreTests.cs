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

public sealed class MemoryProcessTests : ProcessConformance
{
    private protected override IProcessStore Processes => new MemoryProcessStore((MemoryWorkflowStore)Store, TimeProvider.System);

    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryChangeTests : ChangeConformance
{
    private protected override IChangeStore Changes => new MemoryChangeStore((MemoryWorkflowStore)Store);

    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryQuarantineTests : QuarantineConformance
{
    private protected override IQuarantineStore Quarantine => new MemoryQuarantineStore((MemoryWorkflowStore)Store);

    private protected override IInsightStore Insights => new MemoryInsightStore((MemoryWorkflowStore)Store);

    private protected override IAuditStore Audit => new MemoryAuditStore((MemoryWorkflowStore)Store);

    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}
