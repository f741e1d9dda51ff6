using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

/// <summary>No worker knows the step: nothing of it has run, so nothing that its definition says about errors applies.</summary>
public class UnknownStepTests
{
    [Theory]
    [InlineData(ErrorAction.Skip)]
    [InlineData(ErrorAction.Cancel)]
    [InlineData(ErrorAction.Fail)]
    [InlineData(ErrorAction.Pause)]
    public void The_instance_faults_whatever_its_policies_say_and_a_retry_goes_on(ErrorAction action)
    {
        var run = EngineRun.Start(flow => flow.Step("ship", _ => Task.CompletedTask).Retry(retry => retry.Constant(5, TimeSpan.FromMinutes(1))).OnError(action));

        run.Fail("ship", new UnknownStepException("Nobody knows it."));

        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe("Nobody knows it.");
        run.Token.FailureCount.ShouldBe(0);
        run.Journal.Of(EntryKind.StepFailed).Count.ShouldBe(1);
        run.Retry();
        run.LastSent.ShouldBe(new StepMessage("ship", 1, 2));
    }
}
