using Workflows.TestWorker.Messages;

namespace Workflows.TestWorker.Definitions;

/// <summary>What a listener heard.</summary>
public sealed class ListenerState
{
    public Guid ListenerId { get; set; }

    public string Topic { get; set; } = "";

    public List<string> Heard { get; set; } = [];

    public int RemindCount { get; set; }

    public int ThankCount { get; set; }
}

/// <summary>Waits for an event that many instances may wait for.</summary>
public sealed class ListenerWorkflow : Workflow<ListenerState>
{
    protected override void Define(IWorkflowBuilder<ListenerState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.StartedBy<ListenerCame>(e => new ListenerState { ListenerId = e.ListenerId, Topic = e.Topic });
        flow.WaitFor<NewsProclaimed>("news")
            .CorrelatedBy(e => e.Topic, s => s.Topic)
            .OnReceived((s, e) => s.Heard.Add(e.Text));
        flow.Step("thank", context =>
        {
            context.State.ThankCount++;
            return Task.CompletedTask;
        });
    }
}

/// <summary>Waits for the same event, but not for long.</summary>
public sealed class ImpatientWorkflow : Workflow<ListenerState>
{
    protected override void Define(IWorkflowBuilder<ListenerState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.WaitFor<NewsProclaimed>("news")
            .CorrelatedBy(e => e.Topic, s => s.Topic)
            .OnReceived((s, e) => s.Heard.Add(e.Text))
            .Within(TimeSpan.FromSeconds(2), late => late.Step("remind", context =>
            {
                context.State.RemindCount++;
                return Task.CompletedTask;
            }));
        flow.Step("thank", context =>
        {
            context.State.ThankCount++;
            return Task.CompletedTask;
        });
        flow.Sleep("digest", TimeSpan.FromSeconds(3));
    }
}
