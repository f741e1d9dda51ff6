using System.Text.Json;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

/// <summary>What a process leaves behind that dies at a certain line.</summary>
internal static class Crashes
{
    /// <summary>Stores a start, and forgets to send its step.</summary>
    public static async Task<WorkflowRun> BehindTheCommitOfAStartAsync(TestBus bus)
    {
        await bus.Harness.EnsureStartedAsync();
        var plan = bus.Get<WorkflowRegistry>().Get(typeof(InlineWorkflow<Order>));
        var instanceId = Guid.NewGuid();
        var outcome = await bus.Get<TransitionRunner>().RunAsync(
            instanceId,
            _ => new ValueTask<Decision?>(bus.Get<TransitionRunner>().Start(plan.Identity, instanceId, new StartTrigger { State = new Order(), IsUnguarded = true }, bus.Now)),
            CancellationToken.None,
            isNew: true);
        outcome.Transition.ShouldNotBeNull();
        return bus.Harness.Run(instanceId);
    }

    /// <summary>Stores the outcome of the first step, and forgets to send what it published and what follows.</summary>
    public static async Task<WorkflowRun> BehindTheCommitOfAStepAsync(TestBus bus, string step, object published)
    {
        var run = await BehindTheCommitOfAStartAsync(bus);
        run.ShouldBeAt(step);
        var outcome = await bus.Get<TransitionRunner>().RunAsync(run.InstanceId, Ended(bus, run, Held(run, published)), CancellationToken.None);
        outcome.Transition.ShouldNotBeNull();
        return run;
    }

    /// <summary>The outcome of the open attempt.</summary>
    public static StepEndedTrigger Ended(TestBus bus, WorkflowRun run, params HeldMessage[] messages)
    {
        var token = bus.Stored(run).Execution.Tokens.ShouldHaveSingleItem();
        return new StepEndedTrigger
        {
            Token = token.Id,
            Attempt = token.Attempt,
            Outcome = StepOutcome.Completed,
            Messages = messages,
            StartedAt = bus.Now,
            Duration = TimeSpan.Zero,
            Worker = "dead",
        };
    }

    private static HeldMessage Held(WorkflowRun run, object message) => new()
    {
        MessageId = DeterministicId.OfMessage(run.InstanceId, 1, 1, 0),
        MessageType = $"{message.GetType().FullName}, {message.GetType().Assembly.GetName().Name}",
        Body = JsonSerializer.Serialize(message, message.GetType(), MassTransit.Serialization.SystemTextJsonMessageSerializer.Options),
    };
}
