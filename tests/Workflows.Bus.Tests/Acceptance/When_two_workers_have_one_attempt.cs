using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;
using Workflows.Steps;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_two_workers_have_one_attempt
{
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task The_one_whose_start_is_refused_is_ended_and_its_outcome_counts_for_nothing()
    {
        await using var one = new Worker("worker-1");
        await using var other = new Worker("worker-2", one);
        var run = await one.Bus.StartAsync();
        await one.Gate.ReachedAsync();
        await other.TakeAsync(run, repeated: false);
        await other.Gate.ReachedAsync();

        one.Bus.Harness.Clock.Advance(_moment);
        await Eventually.ShouldHoldAsync(() => one.CanceledCount + other.CanceledCount == 1);
        one.Gate.Open();
        other.Gate.Open();
        await one.Bus.SettleAsync();
        await other.Bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("dig", 1);
        var (winner, loser) = one.CanceledCount == 1 ? (other, one) : (one, other);
        run.Single(EntryKind.StepStarted).Detail.ShouldNotBeNull().ShouldContain(winner.Name);
        run.Single(EntryKind.StepCompleted).Detail.ShouldNotBeNull().ShouldContain(winner.Name);
        run.State<Order>().Trail.ShouldBe([winner.Name]);
        run.Kinds().ShouldNotContain(nameof(EntryKind.StepFailed));
        loser.Bus.Log.Lines.ShouldContain(line => line.EventId == 1104);
    }

    [Fact]
    public async Task A_message_that_may_be_out_twice_is_not_run_where_another_runs_it()
    {
        await using var one = new Worker("worker-1");
        await using var other = new Worker("worker-2", one);
        var run = await one.Bus.StartAsync();
        await one.Gate.ReachedAsync();
        one.Bus.Harness.Clock.Advance(_moment);
        await Eventually.ShouldHoldAsync(() => run.Count(EntryKind.StepStarted) == 1);

        await other.TakeAsync(run, repeated: true);
        await other.Bus.Harness.RunUntilIdleAsync();

        other.Gate.ArrivalCount.ShouldBe(0);
        one.Gate.Open();
        await one.Bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("dig", 1);
    }

    [Fact]
    public async Task A_message_that_may_be_out_twice_has_its_start_recorded_before_its_code_runs()
    {
        await using var one = new Worker("worker-1");
        await using var other = new Worker("worker-2", one);
        var run = await one.Bus.StartAsync();
        await one.Gate.ReachedAsync();

        await other.TakeAsync(run, repeated: true);
        await other.Gate.ReachedAsync();
        run.Single(EntryKind.StepStarted).Detail.ShouldNotBeNull().ShouldContain("worker-2");

        // The first has not had its own recorded: it is refused and ends.
        one.Bus.Harness.Clock.Advance(_moment);
        await Eventually.ShouldHoldAsync(() => one.CanceledCount == 1);
        other.Gate.Open();
        await other.Bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("dig", 1);
        run.State<Order>().Trail.ShouldBe(["worker-2"]);
    }

    [Fact]
    public async Task A_message_that_is_sent_once_costs_no_commit_for_its_start()
    {
        await using var bus = new TestBus(flow => flow.Step("dig", _ => Task.CompletedTask).MessagePerStep());

        var run = await bus.CompleteAsync(await bus.StartAsync());

        run.Kinds().ShouldBe(["WorkflowStarted", "StepCompleted", "WorkflowCompleted"]);
        bus.Stored(run).Revision.ShouldBe(2);
    }

    [Fact]
    public async Task A_worker_whose_attempt_was_given_to_another_ends_it_when_it_renews_its_lease()
    {
        await using var one = new Worker("worker-1");
        var run = await one.Bus.StartAsync();
        await one.Gate.ReachedAsync();
        one.Bus.Harness.Clock.Advance(_moment);
        await Eventually.ShouldHoldAsync(() => run.Count(EntryKind.StepStarted) == 1);

        await one.Bus.Get<TransitionRunner>().RunAsync(run.InstanceId, new Workflows.Engine.StepLostTrigger(1, 1), CancellationToken.None);
        one.Bus.Harness.Clock.Advance(TimeSpan.FromMinutes(1));
        await one.Bus.Services.GetServices<IHostedService>().OfType<RunningStepsMonitor>().Single().WatchAsync(CancellationToken.None);

        await Eventually.ShouldHoldAsync(() => one.CanceledCount == 1);
    }

    /// <summary>A process that runs the steps of the store it shares with others.</summary>
    private sealed class Worker : IAsyncDisposable
    {
        private int _canceledCount;

        public Worker(string name, Worker? beside = null)
        {
            Name = name;
            Bus = new TestBus(
                flow => flow.Step("dig", DigAsync).MessagePerStep(),
                w => w.Configure(options => options.WorkerName = name),
                continues: beside?.Bus);
            Gate = Bus.Harness.CreateGate();
        }

        public string Name { get; }

        public TestBus Bus { get; }

        public StepGate Gate { get; }

        public int CanceledCount => Volatile.Read(ref _canceledCount);

        /// <summary>The message for the open attempt comes here, too.</summary>
        public async Task TakeAsync(WorkflowRun run, bool repeated)
        {
            await Bus.Harness.EnsureStartedAsync();
            var instance = Bus.Stored(run);
            var (address, message) = Bus.Get<StepMessages>().For(instance, instance.Execution.Tokens[0], repeated).ShouldNotBeNull();
            var target = await Bus.Harness.Bus.GetSendEndpoint(address);
            await target.Send(message, TestContext.Current.CancellationToken);
        }

        public ValueTask DisposeAsync() => Bus.DisposeAsync();

        private async Task DigAsync(StepContext<Order> context)
        {
            context.State.Trail.Add(Name);
            try
            {
                await Gate.PassAsync(context.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _canceledCount);
            }
        }
    }
}
