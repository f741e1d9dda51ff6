using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_process_dies
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task At_any_commit_the_redelivery_of_what_it_held_completes_the_instance_as_if_nothing_had_happened(bool messagePerStep, bool behindTheCommit)
    {
        var undisturbed = await RunAsync(messagePerStep, diesAt: 0, behindTheCommit);
        undisturbed.CommitCount.ShouldBeGreaterThan(8);

        for (var commit = 1; commit <= undisturbed.CommitCount; commit++)
        {
            var disturbed = await RunAsync(messagePerStep, commit, behindTheCommit);
            disturbed.Lines.ShouldBe(undisturbed.Lines, $"it died at commit {commit}");
            disturbed.State.Trail.ShouldBe(undisturbed.State.Trail);
            disturbed.Duration.ShouldBe(undisturbed.Duration, $"it died at commit {commit}, and what was lost should not have to wait for a sweep");
        }
    }

    private static async Task<Outcome> RunAsync(bool messagePerStep, int diesAt, bool behindTheCommit)
    {
        await using var first = NewBus(messagePerStep);
        var gateway = first.Get<MortalGateway>();
        (gateway.DiesAt, gateway.DiesBehind) = (diesAt, behindTheCommit);
        if (await TryRunAsync(first) is { } run)
            return Outcome.Of(run, gateway.CommitCount);

        await first.Harness.RunUntilIdleAsync();
        await using var second = NewBus(messagePerStep, first);
        await Redelivery.DeliverAsync(second, first.Get<Redelivery>().Unacknowledged);
        await second.SettleAsync();
        return Outcome.Of(await FinishAsync(second), 0);
    }

    /// <returns>The instance at its end; null: the process died.</returns>
    private static async Task<WorkflowRun?> TryRunAsync(TestBus bus)
    {
        try
        {
            await bus.PublishAsync(new OrderPlaced("o-1"));
            return await FinishAsync(bus);
        }
        catch (Exception) when (bus.Get<MortalGateway>().IsDead)
        {
            return null;
        }
    }

    /// <summary>The events are published when they are due, unless the broker has them already.</summary>
    private static async Task<WorkflowRun> FinishAsync(TestBus bus)
    {
        await bus.Harness.RunUntilIdleAsync();
        var run = bus.Harness.SingleRunOf<InlineWorkflow<Order>>();
        var isPaid = run.Lines().Contains("EventReceived payment");
        await bus.Harness.RunToCompletionAsync(run, isPaid ? [] : [new OrderPaid("o-1", 5)]);
        return run;
    }

    private static TestBus NewBus(bool messagePerStep, TestBus? continues = null) => new(
        flow =>
        {
            if (messagePerStep)
                flow.MessagePerStep();

            flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
            flow.Step("first", context => Note(context, fails: context.Attempt == 1)).Retry(retry => retry.Constant(2, TimeSpan.FromSeconds(1)));
            flow.Step("second", context =>
            {
                context.Publish(new OrderShipped("o-1"));
                return Note(context);
            });
            flow.Step("third", context => Note(context));
            flow.Sleep("nap", TimeSpan.FromHours(1));
            flow.WaitFor<OrderShipped>("shipment").CorrelatedBy(e => e.ShipmentId, s => s.OrderId);
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Amount = e.Amount).Within(TimeSpan.FromDays(1));
            flow.Step("last", context => Note(context));
        },
        services: Redelivery.Add,
        continues: continues,
        replacements: MortalGateway.Add);

    private static Task Note(StepContext<Order> context, bool fails = false)
    {
        context.State.Trail.Add(context.Step);
        return fails ? Task.FromException(new InvalidOperationException("no luck")) : Task.CompletedTask;
    }

    private sealed record Outcome(IReadOnlyList<string> Lines, Order State, TimeSpan Duration, int CommitCount)
    {
        public static Outcome Of(WorkflowRun run, int commitCount)
        {
            run.ShouldBe(WorkflowStatus.Completed);
            var summary = run.Details.Summary;

            // Whether an event comes before or behind the end of a step is not settled, nor whether it has to be kept. The start of what is delivered again is recorded.
            var lines = run.Lines().Where(line => line != nameof(EntryKind.EventKept) && !line.StartsWith(nameof(EntryKind.StepStarted), StringComparison.Ordinal)).ToArray();
            return new Outcome(lines, run.State<Order>(), summary.FinishedAt!.Value - summary.CreatedAt, commitCount);
        }
    }
}
