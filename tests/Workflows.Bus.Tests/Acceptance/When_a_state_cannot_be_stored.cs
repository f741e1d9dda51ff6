using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_state_cannot_be_stored
{
    [Theory]
    [InlineData("cycle")]
    [InlineData("NaN")]
    [InlineData("null character")]
    [InlineData("too deep")]
    public async Task It_is_a_recorded_failure_of_the_attempt_and_the_instance_can_be_helped(string what)
    {
        var isBroken = true;
        await using var bus = new TestBus(w => w.AddWorkflow(() => new InlineWorkflow<Thing>(flow => flow.Step("spoil", context =>
        {
            if (isBroken)
                Spoil(context.State, what);

            return Task.CompletedTask;
        }))));
        var run = await bus.Harness.StartAsync<InlineWorkflow<Thing>>(new Thing());
        await bus.Harness.RunUntilIdleAsync();

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("spoil", 1);
        run.Details.Error.ShouldNotBeNull().Type.ShouldBe(typeof(UnstorableException).FullName);
        run.Details.State.ShouldNotContain("\\u0000");
        bus.Harness.Faults.ShouldBeEmpty();

        isBroken = false;
        await bus.Client.RetryAsync(run.InstanceId, cancellationToken: TestContext.Current.CancellationToken);
        await bus.Harness.RunUntilIdleAsync();
        run.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public async Task A_message_that_a_step_publishes_fails_the_attempt_in_the_same_way()
    {
        await using var bus = new TestBus(flow => flow.Step("publish", context =>
        {
            context.Publish(new OrderShipped("a\0b"));
            return Task.CompletedTask;
        }));
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("publish", 1);
    }

    [Fact]
    public async Task Text_of_an_error_with_a_null_character_is_stored_readably()
    {
        await using var bus = new TestBus(flow => flow.Step("fail", _ => throw new InvalidOperationException("a\0b\ud800c")));
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted);
        run.Details.Error.ShouldNotBeNull().Message.ShouldNotContain("\0");
    }

    [Fact]
    public async Task A_start_with_it_is_refused()
    {
        await using var bus = new TestBus(flow => flow.Step("none", _ => Task.CompletedTask));

        var refused = await Should.ThrowAsync<WorkflowRefusedException>(bus.StartAsync(new Order { OrderId = "a\0b" }));

        refused.Refusal.ShouldBe(WorkflowRefusal.Malformed);
        bus.Harness.RunsOf<InlineWorkflow<Order>>().ShouldBeEmpty();
    }

    private static void Spoil(Thing thing, string what)
    {
        switch (what)
        {
            case "cycle":
                thing.Other = thing;
                break;
            case "NaN":
                thing.Number = double.NaN;
                break;
            case "null character":
                thing.Text = "a\0b";
                break;
            default:
                for (var i = 0; i < 100; i++)
                    thing = thing.Other = new Thing();

                break;
        }
    }

    public sealed class Thing
    {
        public Thing? Other { get; set; }

        public double Number { get; set; }

        public string? Text { get; set; }
    }
}
