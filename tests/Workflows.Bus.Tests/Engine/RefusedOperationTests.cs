using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Tests.Engine;

public class RefusedOperationTests
{
    private static readonly Dictionary<string, OperationTrigger> _operations = new()
    {
        ["Pause"] = new PauseTrigger("ann", null),
        ["Resume"] = new ResumeTrigger("ann", null),
        ["Retry"] = new RetryTrigger("ann", null),
        ["Skip"] = new SkipTrigger(null, "ann", null),
        ["Rewind"] = new RewindTrigger("charge", "ann", null),
        ["Cancel"] = new CancelTrigger("ann", null),
    };

    private static EngineRun In(WorkflowStatus status)
    {
        var run = new EngineRun(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.WaitFor<OrderApproved>("approval");
            flow.If(order => order.Count > 0, then => then.Fail("counted"));
        });
        run.Start(new StartTrigger { State = new Order(), StartAt = status == WorkflowStatus.Pending ? EngineRun.StartedAt.AddDays(1) : null });
        switch (status)
        {
            case WorkflowStatus.Waiting:
                run.Complete("charge");
                break;
            case WorkflowStatus.Paused:
                run.Pause();
                break;
            case WorkflowStatus.Faulted:
                run.Fail("charge");
                break;
            case WorkflowStatus.Canceled:
                run.Cancel();
                break;
            case WorkflowStatus.Completed or WorkflowStatus.Failed:
                run.Complete("charge", order => order.Count = status == WorkflowStatus.Failed ? 1 : 0);
                run.Publish(new OrderApproved(EngineRun.InstanceId));
                break;
        }

        run.Status.ShouldBe(status);
        return run;
    }

    [Theory]
    [InlineData(WorkflowStatus.Pending, "Pause Cancel", "Possible: pause, cancel.")]
    [InlineData(WorkflowStatus.Running, "Pause Cancel", "Possible: pause, cancel; retry and skip while a retry is pending.")]
    [InlineData(WorkflowStatus.Waiting, "Pause Cancel", "Possible: pause, cancel, sending it an event.")]
    [InlineData(WorkflowStatus.Paused, "Resume Rewind Cancel", "Possible: resume, rewind, cancel.")]
    [InlineData(WorkflowStatus.Faulted, "Retry Skip Rewind Cancel", "Possible: retry, skip, rewind, cancel.")]
    [InlineData(WorkflowStatus.Completed, "", "It has ended: nothing can change it.")]
    [InlineData(WorkflowStatus.Failed, "", "It has ended: nothing can change it.")]
    [InlineData(WorkflowStatus.Canceled, "", "It has ended: nothing can change it.")]
    public void What_a_status_does_not_allow_is_refused_with_what_it_allows(WorkflowStatus status, string allowed, string hint)
    {
        foreach (var (name, operation) in _operations)
        {
            var run = In(status);
            var before = run.Instance;
            if (allowed.Split(' ').Contains(name))
            {
                run.Change(operation);
                continue;
            }

            var refused = run.Refuse(operation);
            refused.Refusal.ShouldBe(WorkflowRefusal.WrongStatus);
            refused.Message.ShouldBe($"{name} is not possible while the instance is {status}. {hint}");
            run.Instance.ShouldBeSameAs(before);
        }
    }
}
