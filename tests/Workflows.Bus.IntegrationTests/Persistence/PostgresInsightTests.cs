using Microsoft.Extensions.DependencyInjection;
using Workflows.Instances;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.IntegrationTests.Persistence;

public sealed class PostgresSearchTests(TestSchema schema) : SearchConformance, IClassFixture<TestSchema>
{
    private protected override ISearchStore Search => schema.Services.GetRequiredService<ISearchStore>();

    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresJournalSearchTests(TestSchema schema) : JournalSearchConformance, IClassFixture<TestSchema>
{
    private protected override ISearchStore Search => schema.Services.GetRequiredService<ISearchStore>();

    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresInsightTests(TestSchema schema) : InsightConformance, IClassFixture<TestSchema>
{
    private protected override IInsightStore InsightStore => schema.Services.GetRequiredService<IInsightStore>();

    private protected override IAuditStore Audit => schema.Services.GetRequiredService<IAuditStore>();

    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresFailureTests(TestSchema schema) : FailureConformance, IClassFixture<TestSchema>
{
    private protected override IInsightStore InsightStore => schema.Services.GetRequiredService<IInsightStore>();

    private protected override IAuditStore Audit => schema.Services.GetRequiredService<IAuditStore>();

    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresAuditTests(TestSchema schema) : AuditConformance, IClassFixture<TestSchema>
{
    private protected override IInsightStore InsightStore => schema.Services.GetRequiredService<IInsightStore>();

    private protected override IAuditStore Audit => schema.Services.GetRequiredService<IAuditStore>();

    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class PostgresBranchTests(TestSchema schema) : BranchConformance, IClassFixture<TestSchema>
{
    private protected override IInsightStore InsightStore => schema.Services.GetRequiredService<IInsightStore>();

    private protected override IAuditStore Audit => schema.Services.GetRequiredService<IAuditStore>();

    private protected override ISearchStore Search => schema.Services.GetRequiredService<ISearchStore>();

    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}
