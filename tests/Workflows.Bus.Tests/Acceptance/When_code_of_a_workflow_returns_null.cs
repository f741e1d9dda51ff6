using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_code_of_a_workflow_returns_null
{
    [Fact]
    public async Task An_event_of_which_no_state_is_made_goes_to_the_error_queue_with_the_reason()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.StartedBy<OrderPlaced>(_ => null!);
            flow.Step("none", _ => Task.CompletedTask);
        });

        await Should.ThrowAsync<WorkflowAssertionException>(bus.PublishAsync(new OrderPlaced("o-1")));

        bus.Harness.Faults.ShouldHaveSingleItem().Exception.Message.ShouldContain("order v3: expected StartedBy<OrderPlaced> to make the starting state of the event, but it returned null");
        bus.Harness.RunsOf<InlineWorkflow<Order>>().ShouldBeEmpty();
    }
}
