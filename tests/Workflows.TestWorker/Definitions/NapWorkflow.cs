using Workflows.TestWorker.Steps;

namespace Workflows.TestWorker.Definitions;

/// <summary>How long an instance sleeps.</summary>
public sealed class NapState
{
    public TimeSpan Nap { get; set; }

    public int WakeCount { get; set; }

    public int TryCount { get; set; }

    public int RemindCount { get; set; }
}

/// <summary>Timers of every kind: a sleep, a retry delay, a wait that times out.</summary>
public sealed class NapWorkflow : Workflow<NapState>
{
    protected override void Define(IWorkflowBuilder<NapState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.Sleep("nap", s => s.Nap);
        flow.Step<StepRecords>("wake", async (context, records) =>
        {
            await records.AddAsync(context);
            context.State.WakeCount++;
        });
        flow.Step<StepRecords>("try", async (context, records) =>
        {
            await records.AddAsync(context);
            if (context.Attempt < 3)
                throw new InvalidOperationException("Still tired.");

            context.State.TryCount++;
        }).Retry(r => r.Constant(maxAttempts: 3, TimeSpan.FromMilliseconds(700)));
        flow.WaitFor<Messages.NewsProclaimed>("never")
            .SentToInstance()
            .Within(TimeSpan.FromMilliseconds(300), late => late.Step<StepRecords>("remind", async (context, records) =>
            {
                await records.AddAsync(context);
                context.State.RemindCount++;
            }));
    }
}
