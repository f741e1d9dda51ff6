using Microsoft.Extensions.DependencyInjection;
using Workflows.Instances;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.IntegrationTests.Persistence;

public sealed class PostgresInstanceTests(TestSchema schema) : InstanceConformance, IClassFixture<TestSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresKeyTests(TestSchema schema) : KeyConformance, IClassFixture<TestSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresPoisonTests(TestSchema schema) : PoisonConformance, IClassFixture<TestSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresStalenessTests(TestSchema schema) : StalenessConformance, IClassFixture<TestSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresJournalTests(TestSchema schema) : JournalConformance, IClassFixture<TestSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresTimerTests(TestSchema schema) : TimerConformance, IClassFixture<TestSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresEventTests(TestSchema schema) : EventConformance, IClassFixture<TestSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresQueryTests(TestSchema schema) : QueryConformance, IClassFixture<TestSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresFilterTests(TestSchema schema) : FilterConformance, IClassFixture<TestSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresBulkBatchTests(TestSchema schema) : BulkBatchConformance, IClassFixture<TestSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresBulkReadingTests(TestSchema schema) : BulkReadingConformance, IClassFixture<TestSchema>
{
    private protected override IAuditStore Audit => schema.Services.GetRequiredService<IAuditStore>();

    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresProcessTests(TestSchema schema) : ProcessConformance, IClassFixture<TestSchema>
{
    private protected override IProcessStore Processes => schema.Services.GetRequiredService<IProcessStore>();

    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresChangeTests(TestSchema schema) : ChangeConformance, IClassFixture<TestSchema>
{
    private protected override IChangeStore Changes => schema.Services.GetRequiredService<IChangeStore>();

    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresQuarantineTests(TestSchema schema) : QuarantineConformance, IClassFixture<TestSchema>
{
    private protected override IQuarantineStore Quarantine => schema.Services.GetRequiredService<IQuarantineStore>();

    private protected override IInsightStore Insights => schema.Services.GetRequiredService<IInsightStore>();

    private protected override IAuditStore Audit => schema.Services.GetRequiredService<IAuditStore>();

    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}
