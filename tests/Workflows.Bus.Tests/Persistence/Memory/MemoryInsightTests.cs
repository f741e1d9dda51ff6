using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.Tests.Persistence.Memory;

public sealed class MemorySearchTests : SearchConformance
{
    private protected override ISearchStore Search => new MemorySearchStore((MemoryWorkflowStore)Store);

    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryJournalSearchTests : JournalSearchConformance
{
    private protected override ISearchStore Search => new MemorySearchStore((MemoryWorkflowStore)Store);

    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryInsightTests : InsightConformance
{
    private protected override IInsightStore InsightStore => new MemoryInsightStore((MemoryWorkflowStore)Store);

    private protected override IAuditStore Audit => new MemoryAuditStore((MemoryWorkflowStore)Store);

    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryFailureTests : FailureConformance
{
    private protected override IInsightStore InsightStore => new MemoryInsightStore((MemoryWorkflowStore)Store);

    private protected override IAuditStore Audit => new MemoryAuditStore((MemoryWorkflowStore)Store);

    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryAuditTests : AuditConformance
{
    private protected override IInsightStore InsightStore => new MemoryInsightStore((MemoryWorkflowStore)Store);

    private protected override IAuditStore Audit => new MemoryAuditStore((MemoryWorkflowStore)Store);

    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}

public sealed class MemoryBranchTests : BranchConformance
{
    private protected override IInsightStore InsightStore => new MemoryInsightStore((MemoryWorkflowStore)Store);

    private protected override IAuditStore Audit => new MemoryAuditStore((MemoryWorkflowStore)Store);

    private protected override ISearchStore Search => new MemorySearchStore((MemoryWorkflowStore)Store);

    private protected override Task<IWorkflowStore> OpenStoreAsync() => Task.FromResult<IWorkflowStore>(new MemoryWorkflowStore());
}
