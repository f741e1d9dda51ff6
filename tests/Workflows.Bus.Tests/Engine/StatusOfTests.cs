using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Tests.Engine;

public class StatusOfTests
{
    [Theory]
    [InlineData(WorkflowTokenState.Scheduled, WorkflowStatus.Pending)]
    [InlineData(WorkflowTokenState.Dispatched, WorkflowStatus.Running)]
    [InlineData(WorkflowTokenState.Backoff, WorkflowStatus.Running)]
    [InlineData(WorkflowTokenState.Sleeping, WorkflowStatus.Waiting)]
    [InlineData(WorkflowTokenState.Waiting, WorkflowStatus.Waiting)]
    [InlineData(WorkflowTokenState.Held, WorkflowStatus.Running)]
    [InlineData(WorkflowTokenState.Faulted, WorkflowStatus.Faulted)]
    public void One_branch_gives_the_status(WorkflowTokenState state, WorkflowStatus status)
    {
        StatusOf.Living(false, false, [state]).ShouldBe(status);
        StatusOf.Living(false, true, [state]).ShouldBe(WorkflowStatus.Paused);
        StatusOf.Living(true, true, [state]).ShouldBe(WorkflowStatus.Faulted);
    }

    [Fact]
    public void A_branch_that_runs_goes_before_one_that_waits_and_one_that_stopped_before_both()
    {
        StatusOf.Living(false, false, [WorkflowTokenState.Waiting, WorkflowTokenState.Dispatched]).ShouldBe(WorkflowStatus.Running);
        StatusOf.Living(false, false, [WorkflowTokenState.Sleeping, WorkflowTokenState.Waiting]).ShouldBe(WorkflowStatus.Waiting);
        StatusOf.Living(false, false, [WorkflowTokenState.Dispatched, WorkflowTokenState.Faulted]).ShouldBe(WorkflowStatus.Faulted);
    }

    [Fact]
    public void Every_state_of_a_token_has_a_status() =>
        Enum.GetValues<WorkflowTokenState>().Select(StatusOf.Token).ShouldAllBe(status => !status.IsTerminal());
}
