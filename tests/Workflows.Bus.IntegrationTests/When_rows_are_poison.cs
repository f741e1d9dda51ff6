using Workflows.Contracts;
using Workflows.Instances;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Persistence;
using Workflows.IntegrationTests.Processes;
using Workflows.Runtime;
using Workflows.Timers;

namespace Workflows.IntegrationTests;

/// <summary>Somebody wrote nonsense into rows of a living installation.</summary>
public sealed class When_rows_are_poison
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_beside_them_go_on_and_they_are_set_aside_shown_and_released_when_they_are_repaired()
    {
        await using var host = await NapHost.StartAsync();
        var (bad, good) = (await host.StartNapAsync(), await host.StartNapAsync());
        var execution = (await TestSchema.ReadAsync($"SELECT execution FROM {host.Schema}.instances WHERE instance_id = '{bad}'"))[0];
        var (message, orphan) = (Guid.NewGuid(), Guid.NewGuid());
        await TestSchema.ExecuteAsync(
            $"""
            UPDATE {host.Schema}.instances SET execution = '[]' WHERE instance_id = '{bad}';
            INSERT INTO {host.Schema}.timers (timer_id, due_at, destination, content_type, body) VALUES ('{message}', now(), 'no address', 'nonsense', 'no JSON');
            INSERT INTO {host.Schema}.timers (timer_id, due_at, instance_id, version) VALUES ('{orphan}', now(), '{Guid.NewGuid()}', 1);
            """);

        for (var count = 1; count <= QuarantineRules.MaxTries; count++)
            await TryAsync(host, bad, count);

        await Eventually.HoldsAsync(async () => await StatusAsync(host, good) == WorkflowStatus.Completed, async () => $"It is {await StatusAsync(host, good)}.", "its neighbour goes on");
        var rows = (await host.AskAsync<IWorkflowQuarantine, WorkflowPage<WorkflowQuarantinedRow>>(quarantine => quarantine.ListAsync(cancellationToken: Canceled))).Items;
        rows.Select(row => (row.Kind, row.SubjectId)).ShouldBe(
            [(WorkflowQuarantineKind.Instance, bad), (WorkflowQuarantineKind.Timer, message), (WorkflowQuarantineKind.Timer, orphan)], ignoreOrder: true);
        (await TestSchema.ReadAsync($"SELECT count(*) FROM {host.Schema}.timers")).ShouldBe(["0"]);
        var details = (await host.AskAsync<IWorkflowClient, WorkflowDetails?>(client => client.GetAsync(bad, Canceled)))!;
        (details.Summary.Workflow, details.Summary.Status, details.Error!.Type).ShouldBe(("Nap", WorkflowStatus.Waiting, "Workflows.UnreadableRow"));
        var refused = await Should.ThrowAsync<WorkflowRefusedException>(() => host.AskAsync<IWorkflowClient, WorkflowOperationAccepted>(client => client.CancelAsync(bad, cancellationToken: Canceled)));
        refused.Message.ShouldContain("Repair the row, then release the instance from quarantine.");

        host.Time.Advance(TimeSpan.FromHours(1));
        await host.Get<Sweeper>().SweepAsync(Canceled);
        (await TriesAsync(host, bad)).ShouldBe(QuarantineRules.MaxTries, "Nobody tries it any more.");

        await TestSchema.ExecuteAsync($"UPDATE {host.Schema}.instances SET execution = '{execution.Replace("'", "''", StringComparison.Ordinal)}' WHERE instance_id = '{bad}'");
        await host.AskAsync<IWorkflowQuarantine, WorkflowQuarantinedRow>(quarantine => quarantine.ReleaseAsync(rows.Single(row => row.SubjectId == bad).Id, new OperationOptions("ann", "repaired"), Canceled));
        await host.Get<Sweeper>().SweepAsync(Canceled);
        await Eventually.HoldsAsync(async () => await StatusAsync(host, bad) == WorkflowStatus.Completed, async () => $"It is {await StatusAsync(host, bad)}.", "what was repaired goes on");
    }

    /// <summary>Time passes, timers go off, and silent instances are driven on.</summary>
    private static async Task TryAsync(NapHost host, Guid bad, int count)
    {
        host.Time.Advance(TimeSpan.FromMinutes(10));
        await host.Get<TimerDispatcher>().DispatchDueAsync(Canceled);
        await host.Get<Sweeper>().SweepAsync(Canceled);
        await Eventually.HoldsAsync(async () => await TriesAsync(host, bad) >= count, async () => $"{await TriesAsync(host, bad)} tries are counted.", $"{count} tries");
    }

    private static async Task<int> TriesAsync(NapHost host, Guid instance) =>
        (await TestSchema.ReadAsync($"SELECT try_count FROM {host.Schema}.quarantine WHERE subject_id = '{instance}'")) is [var text] ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 0;

    private static async Task<WorkflowStatus> StatusAsync(NapHost host, Guid instance) =>
        (await host.AskAsync<IWorkflowClient, WorkflowDetails?>(client => client.GetAsync(instance, Canceled)))!.Summary.Status;
}
