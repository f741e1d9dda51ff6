using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>A row of an earlier release cannot be read: the others are migrated, and it is in quarantine behind that.</summary>
public sealed class When_rows_hold_nonsense_before_a_migration
{
    private static readonly Guid _bad = Errands.IdOf("sleeping");

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("execution = '[]'")]
    [InlineData("execution = '7'")]
    [InlineData("execution = '{\"tokens\":5}'")]
    [InlineData("execution = '{\"tokens\":[7]}'")]
    [InlineData("execution = '{\"tokens\":[{\"id\":1,\"node\":\"nap\",\"since\":\"one day\"}]}'")]
    [InlineData("execution = '{\"tokens\":[{\"node\":\"nap\",\"since\":\"2026-01-05T12:00:00Z\"}]}'")]
    [InlineData("execution = '{\"tokens\":[{\"id\":1,\"node\":\"nap\"}]}'")]
    [InlineData("execution = '{\"tokens\":[{\"id\":1,\"node\":\"nap\",\"state\":99999,\"since\":\"2026-01-05T12:00:00Z\"}]}'")]
    [InlineData("execution = '{\"tokens\":[{\"id\":1,\"node\":\"nap\",\"timer\":\"none\",\"since\":\"2026-01-05T12:00:00Z\"}]}', stale_at = now()")]
    [InlineData("execution = '{\"timeoutTimer\":\"none\"}'")]
    [InlineData("error = '{\"message\":\"\\u0000\"}'")]
    public async Task It_goes_on_and_leaves_that_row_to_the_quarantine(string nonsense)
    {
        await using var schema = new EmptySchema();
        await EarlierLayout.CreateAsync(schema.Name);
        await TestSchema.ExecuteAsync($"UPDATE {schema.Name}.instances SET {nonsense} WHERE instance_id = '{_bad}'");

        await WorkflowMigrations.MigrateAsync(Services.PostgresConnectionString, schema.Name, Canceled);

        await using var services = EarlierLayout.OpenStore(schema.Name);
        var rows = await services.GetRequiredService<IQuarantineStore>().ListAsync(new WorkflowQuarantineFilter(), null, 10, Canceled);
        var row = rows.ShouldHaveSingleItem();
        (row.Kind, row.SubjectId, row.InstanceId, row.Workflow, row.Id).ShouldBe(
            (WorkflowQuarantineKind.Instance, _bad, _bad, Errands.Workflow, DeterministicId.OfQuarantine(WorkflowQuarantineKind.Instance, _bad, null)));
        row.Reason.ShouldStartWith("The stored row cannot be read: ");
        (await TestSchema.ReadAsync($"SELECT count(*) FROM {schema.Name}.instances WHERE instance_id = '{_bad}' AND stale_at IS NULL")).ShouldBe(["1"]);
        (await TestSchema.ReadAsync($"SELECT DISTINCT instance_id FROM {schema.Name}.tokens WHERE instance_id IN ('{_bad}', '{Errands.IdOf("waiting")}', '{Errands.IdOf("faulted-at-a-wait")}')"))
            .ShouldBe([$"{Errands.IdOf("waiting")}", $"{Errands.IdOf("faulted-at-a-wait")}"], ignoreOrder: true);
        (await TestSchema.ReadAsync($"SELECT DISTINCT purpose FROM {schema.Name}.timers WHERE instance_id = '{Errands.IdOf("paused-asleep")}' AND purpose IS NOT NULL")).ShouldBe(["1", "4"], ignoreOrder: true);
        (await services.GetRequiredService<ISearchStore>().FindAsync([_bad], Canceled)).ShouldHaveSingleItem().ErrorMessage.ShouldBe(row.Reason);
        await services.GetRequiredService<IQuarantineStore>().ForgetAsync(DateTimeOffset.MaxValue, Canceled);
        (await services.GetRequiredService<IQuarantineStore>().FindAsync(row.Id, Canceled)).ShouldNotBeNull("Nobody has moved it on.");
    }
}
