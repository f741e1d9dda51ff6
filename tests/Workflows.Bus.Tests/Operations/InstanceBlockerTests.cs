using Workflows.Contracts;
using Workflows.Operations;

namespace Workflows.Tests.Operations;

public sealed class InstanceBlockerTests
{
    private const string Paid = "urn:message:Shop:OrderPaid";

    private static readonly DateTimeOffset _at = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_running_process_has_the_version() =>
        InstanceBlocker.Of(Instance("payment", WorkflowTokenState.Waiting), Definition(isRegistered: false)).ShouldBe(
            "No running process has Order v1: what comes for the instance waits in the queue order-workflow. Deploy that version again; or pause or cancel the instance, which any process can do.");

    [Fact]
    public void Its_node_is_gone() =>
        InstanceBlocker.Of(Instance("approval", WorkflowTokenState.Faulted), Definition()).ShouldBe(
            "Order v1 has no node 'approval' any more. The instance stops with an error when something comes for it. Put the node back, or give the changed definition a new version.");

    [Theory]
    [InlineData(WorkflowTokenState.Waiting, "pack", "a wait, but in Order v1 that is a step")]
    [InlineData(WorkflowTokenState.Sleeping, "payment", "a sleep, but in Order v1 that is a wait")]
    [InlineData(WorkflowTokenState.Dispatched, "rest", "a step, but in Order v1 that is a sleep")]
    public void Its_node_is_another_kind_now(WorkflowTokenState state, string node, string said) =>
        InstanceBlocker.Of(Instance(node, state), Definition()).ShouldNotBeNull().ShouldStartWith($"The instance stands at '{node}' as at {said} now. ");

    [Fact]
    public void Its_wait_takes_no_event_of_that_name() =>
        InstanceBlocker.Of(Instance("payment", WorkflowTokenState.Waiting, "urn:message:Shop:OrderSettled"), Definition()).ShouldBe(
            "The instance listens at 'payment' for the event 'urn:message:Shop:OrderSettled', but in Order v1 that wait takes no event of the name. "
            + "Give the class its former name on the bus with [MessageUrn(\"...\")] and [EntityName(\"...\")], or put it back.");

    [Theory]
    [InlineData("payment", WorkflowTokenState.Waiting, Paid)]
    [InlineData("payment", WorkflowTokenState.Waiting, "Shop.OrderPaid")]
    [InlineData("pack", WorkflowTokenState.Dispatched, null)]
    [InlineData("pack", WorkflowTokenState.Scheduled, null)]
    [InlineData("payment", WorkflowTokenState.Held, null)]
    [InlineData("rest", WorkflowTokenState.Sleeping, null)]
    public void Nothing_is_in_the_way(string node, WorkflowTokenState state, string? listensFor)
    {
        InstanceBlocker.Of(Instance(node, state, listensFor), Definition(isRegistered: true)).ShouldBeNull();
        InstanceBlocker.Of(Instance(node, state, listensFor), Definition(isRegistered: null)).ShouldBeNull("A process of an earlier release does not say that it runs.");
    }

    [Fact]
    public void What_has_ended_needs_no_definition() =>
        InstanceBlocker.Of(Instance("approval", WorkflowTokenState.Waiting, status: WorkflowStatus.Completed), Definition(isRegistered: false)).ShouldBeNull();

    private static WorkflowDefinitionView Definition(bool? isRegistered = true) => new()
    {
        Name = "Order",
        Version = 1,
        Endpoint = "order-workflow",
        Nodes =
        [
            new WorkflowNodeView { Name = "payment", Kind = "Wait", EventTypes = [Paid] },
            new WorkflowNodeView { Name = "pack", Kind = "Step" },
            new WorkflowNodeView { Name = "rest", Kind = "Sleep" },
        ],
        Edges = [],
        IsRegistered = isRegistered,
    };

    private static WorkflowDetails Instance(string node, WorkflowTokenState state, string? listensFor = null, WorkflowStatus status = WorkflowStatus.Waiting) => new()
    {
        Summary = new WorkflowSummary { InstanceId = Guid.NewGuid(), Workflow = "Order", Version = 1, Status = status, Revision = 1, CreatedAt = _at, UpdatedAt = _at, CurrentNode = node },
        State = "{}",
        Tokens = [new WorkflowToken { Token = 1, Node = node, Place = node, State = state, Since = _at }],
        Subscriptions = listensFor is null ? [] : [new WorkflowSubscription(node, listensFor, "o-1")],
        KeptEvents = [],
    };
}
