using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class StepTests
{
    private static EngineRun TwoSteps() => EngineRun.Start(flow =>
    {
        flow.Step("charge", _ => Task.CompletedTask);
        flow.Step("ship", _ => Task.CompletedTask);
    });

    [Fact]
    public void An_instance_starts_at_its_first_step_and_ends_behind_its_last()
    {
        var run = TwoSteps();
        run.Status.ShouldBe(WorkflowStatus.Running);
        run.Sent.ShouldBe([new StepMessage("charge", 1, 1)]);

        run.Complete("charge");
        run.Sent.ShouldBe([new StepMessage("charge", 1, 1), new StepMessage("ship", 2, 1)]);

        run.Complete("ship");
        run.ShouldHaveEnded(WorkflowStatus.Completed);
        run.Journal.Kinds.ShouldBe([EntryKind.WorkflowStarted, EntryKind.StepCompleted, EntryKind.StepCompleted, EntryKind.WorkflowCompleted]);
    }
}
