using Workflows.Contracts;
using Workflows.Dashboard.Services.Instance;

namespace Workflows.Dashboard.Tests.Services.Instance;

public sealed class DefinitionGapTests
{
    private const string Blocker = "No running process has Order v1: what comes for the instance waits in the queue order-workflow.";

    private static readonly DateTimeOffset _at = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private static readonly Cause _waiting = new() { Tone = CauseTone.Waiting, Title = "Waiting", Facts = ["payment waits for OrderPaid."] };

    [Fact]
    public void What_is_in_the_way_stands_first()
    {
        var cause = DefinitionGap.In(_waiting, Instance(Blocker)).ShouldNotBeNull();

        cause.Tone.ShouldBe(CauseTone.Late);
        cause.Facts.ShouldBe([Blocker, "payment waits for OrderPaid."]);
    }

    [Fact]
    public void It_is_said_where_nothing_else_is()
    {
        var cause = DefinitionGap.In(null, Instance(Blocker)).ShouldNotBeNull();

        (cause.Tone, cause.Title).ShouldBe((CauseTone.Late, "Nothing can move it"));
        cause.Facts.ShouldBe([Blocker]);
    }

    [Fact]
    public void An_error_stays_an_error() =>
        DefinitionGap.In(_waiting with { Tone = CauseTone.Failed }, Instance(Blocker)).ShouldNotBeNull().Tone.ShouldBe(CauseTone.Failed);

    [Fact]
    public void Where_nothing_is_in_the_way_nothing_is_said() => DefinitionGap.In(_waiting, Instance(null)).ShouldBe(_waiting);

    private static WorkflowDetails Instance(string? blocker) => new()
    {
        Summary = new WorkflowSummary { InstanceId = Guid.NewGuid(), Workflow = "Order", Version = 1, Status = WorkflowStatus.Waiting, Revision = 1, CreatedAt = _at, UpdatedAt = _at, CurrentNode = "payment" },
        State = "{}",
        Tokens = [new WorkflowToken { Token = 1, Node = "payment", Place = "payment", State = WorkflowTokenState.Waiting, Since = _at }],
        Subscriptions = [],
        KeptEvents = [],
        Blocker = blocker,
    };
}
