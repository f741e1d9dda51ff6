using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_step_outlives_its_delivery
{
    private static readonly TimeSpan _delivery = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task The_delivery_is_given_back_and_the_step_goes_on_under_a_lease()
    {
        StepGate? gate = null;
        await using var bus = new TestBus(
            flow =>
            {
                flow.Step("dig", context => gate!.PassAsync(context.CancellationToken));
                flow.Step("build", _ => Task.CompletedTask);
            },
            w => w.Configure(options => options.DetachAfter = _delivery));
        gate = bus.Harness.CreateGate();

        var run = await bus.StartAsync();
        await bus.AdvanceAsync(_delivery - TimeSpan.FromTicks(1));
        bus.Get<MessagesInFlight>().Deliveries.Select(delivery => $"{delivery.Endpoint} {delivery.MessageType}").ShouldHaveSingleItem();
        await bus.AdvanceAsync(TimeSpan.FromTicks(1));
        await Eventually.ShouldHoldAsync(() => bus.Get<MessagesInFlight>().Deliveries.Count == 0);

        await bus.AdvanceAsync(TimeSpan.FromDays(1));
        run.ShouldBe(WorkflowStatus.Running).ShouldBeAt("dig");
        gate.Open();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("dig", 1).ShouldHaveExecuted("build", 1);
        run.Kinds().ShouldNotContain(nameof(EntryKind.StepLost));
        run.Kinds().ShouldNotContain(nameof(EntryKind.WorkflowRedriven));
    }

    [Fact]
    public async Task Its_start_is_recorded_after_a_moment()
    {
        StepGate? gate = null;
        await using var bus = new TestBus(flow => flow.Step("dig", context => gate!.PassAsync(context.CancellationToken)));
        gate = bus.Harness.CreateGate();
        var run = await bus.StartAsync();
        run.Kinds().ShouldNotContain(nameof(EntryKind.StepStarted));

        await bus.AdvanceAsync(TimeSpan.FromSeconds(1));

        await Eventually.ShouldHoldAsync(() => run.Kinds().Contains(nameof(EntryKind.StepStarted)));
        run.ShouldBe(WorkflowStatus.Running).ShouldBeAt("dig");
    }

    [Fact]
    public async Task What_goes_wrong_with_it_then_is_told_by_the_log()
    {
        StepGate? gate = null;
        await using var bus = new TestBus(
            flow => flow.Step("dig", context => gate!.PassAsync(context.CancellationToken)),
            w => w.Configure(options => options.DetachAfter = _delivery),
            services: Redelivery.Add,
            replacements: MortalGateway.Add);
        gate = bus.Harness.CreateGate();
        await bus.StartAsync();
        await bus.AdvanceAsync(_delivery);
        await Eventually.ShouldHoldAsync(() => bus.Get<MessagesInFlight>().Deliveries.Count == 0);

        bus.Get<MortalGateway>().Die();
        gate.Open();

        await Eventually.ShouldHoldAsync(() => bus.Log.Lines.Any(line => line.EventId == 1102));
        bus.Log.Lines.ShouldContain(line => line.EventId == 1102 && line.Message.StartsWith("Step dig of instance"));
    }
}
