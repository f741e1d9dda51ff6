using Workflows.Contracts;
using Workflows.Dashboard.Services.Instance;

namespace Workflows.Dashboard.Tests.Services.Instance;

public sealed class DefinitionGapTests
{
    private static readonly DateTimeOffset _at = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private static readonly Cause _waiting = new() { Tone = CauseTone.Waiting, Title = "Waiting", Facts = ["payment waits for OrderPaid."] };

    [Fact]
    public void That_no_running_process_has_the_version_stands_first()
    {
        var cause = DefinitionGap.In(_waiting, Instance("payment"), Definition(isRegistered: false)).ShouldNotBeNull();

        cause.Tone.ShouldBe(CauseTone.Late);
        cause.Facts.ShouldBe([
            "Order v1 is registered in no process that is running: nothing moves the instance, and what comes for it waits in the queue order-workflow. It can be paused and canceled all the same.",
            "payment waits for OrderPaid.",
        ]);
    }

    [Fact]
    public void That_its_node_is_gone_is_said_where_nothing_else_is() =>
        DefinitionGap.In(null, Instance("approval"), Definition(isRegistered: true)).ShouldNotBeNull().Facts.ShouldBe([
            "Order v1 has no node approval any more: the instance stops with an error when something comes for it.",
        ]);

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void Where_nothing_is_missing_nothing_is_said(bool? isRegistered) =>
        DefinitionGap.In(_waiting, Instance("payment"), Definition(isRegistered)).ShouldBe(_waiting);

    [Fact]
    public void An_instance_that_has_ended_needs_no_definition() =>
        DefinitionGap.In(null, Instance("approval", WorkflowStatus.Completed), Definition(isRegistered: false)).ShouldBeNull();

    private static WorkflowDefinitionView Definition(bool? isRegistered) => new()
    {
        Name = "Order",
        Version = 1,
        Endpoint = "order-workflow",
        Nodes = [new WorkflowNodeView { Name = "payment", Kind = "Wait" }],
        Edges = [],
        IsRegistered = isRegistered,
    };

    private static WorkflowDetails Instance(string node, WorkflowStatus status = WorkflowStatus.Waiting) => new()
    {
        Summary = new WorkflowSummary { InstanceId = Guid.NewGuid(), Workflow = "Order", Version = 1, Status = status, Revision = 1, CreatedAt = _at, UpdatedAt = _at, CurrentNode = node },
        State = "{}",
        Tokens = [new WorkflowToken { Token = 1, Node = node, Place = node, State = WorkflowTokenState.Waiting, Since = _at }],
        Subscriptions = [],
        KeptEvents = [],
    };
}
