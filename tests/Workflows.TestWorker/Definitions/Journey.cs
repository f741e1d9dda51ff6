using Workflows.TestWorker.Messages;
using Workflows.TestWorker.Steps;

namespace Workflows.TestWorker.Definitions;

/// <summary>
/// One of everything: steps, a retry, a sleep, an event that comes early and one that comes late, a decision, messages that are published.
/// </summary>
public abstract class Journey : Workflow<JourneyState>
{
    protected override void Define(IWorkflowBuilder<JourneyState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.StartedBy<JourneyBegan>(e => new JourneyState { JourneyId = e.JourneyId });
        flow.UniqueBy(s => s.JourneyId);

        flow.Step<StepRecords>("pack", PackAsync);
        flow.Step<StepRecords>("drive", DriveAsync).Retry(r => r.Constant(maxAttempts: 3, TimeSpan.FromMilliseconds(150)));
        flow.Sleep("rest", TimeSpan.FromMilliseconds(200));
        flow.WaitFor<LetterArrived>("letter")
            .CorrelatedBy(e => e.JourneyId, s => s.JourneyId)
            .OnReceived((s, e) => (s.LetterText, s.LetterCount) = (e.Text, s.LetterCount + 1));
        flow.WaitFor<TrainArrived>("train")
            .CorrelatedBy(e => e.JourneyId, s => s.JourneyId)
            .OnReceived((s, e) => s.TrainNumber += e.Number)
            .Within(TimeSpan.FromMinutes(10));
        flow.If(s => s.TrainNumber > 0, then => then.Step<StepRecords>("board", BoardAsync));
        flow.Step<StepRecords>("arrive", ArriveAsync);
    }

    private static async Task PackAsync(StepContext<JourneyState> context, StepRecords records)
    {
        await records.AddAsync(context);
        context.State.PackCount++;
        context.Publish(new BagPacked(context.State.JourneyId));
    }

    private static async Task DriveAsync(StepContext<JourneyState> context, StepRecords records)
    {
        await records.AddAsync(context);
        if (context.Attempt == 1)
            throw new InvalidOperationException("The road is blocked.");

        context.State.DriveCount++;
    }

    private static async Task BoardAsync(StepContext<JourneyState> context, StepRecords records)
    {
        await records.AddAsync(context);
        context.State.BoardCount++;
        context.Publish(new TrainBoarded(context.State.JourneyId, context.State.TrainNumber));
    }

    private static async Task ArriveAsync(StepContext<JourneyState> context, StepRecords records)
    {
        await records.AddAsync(context);
        context.State.ArriveCount++;
    }
}

/// <summary>Steps that follow one another run under one delivery.</summary>
public sealed class JourneyWorkflow : Journey;

/// <summary>Every step has a message of its own.</summary>
public sealed class JourneyByMessageWorkflow : Journey
{
    protected override void Define(IWorkflowBuilder<JourneyState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        base.Define(flow);
        flow.MessagePerStep();
    }
}
