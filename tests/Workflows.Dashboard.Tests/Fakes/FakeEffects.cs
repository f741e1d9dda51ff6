using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>What an operation does to an instance of the made-up world. Whether it is possible is asked of the rules that the engine asks.</summary>
internal static class FakeEffects
{
    /// <exception cref="WorkflowRefusedException">The instance does not stand so that it is possible.</exception>
    public static void Run(IWorkflowOperation command, FakeInstance instance)
    {
        // Whether an event is taken is for the definition to say.
        if ((command is not SendWorkflowEvent || instance.Status.IsTerminal()) && AllowedOperations.WhyNot(OperationKinds.Of(command), instance.Standing) is { } whyNot)
            throw new WorkflowRefusedException(WorkflowRefusal.WrongStatus, whyNot, instance.Id);

        Do(command, instance);
    }

    /// <summary>An operation that takes nothing but who and why.</summary>
    public static void Run(OperationKind kind, FakeInstance instance, string? actor = null, string? reason = null) => Run(kind.Create(new OperationInput(instance.Id, actor, reason)), instance);

    private static void Do(IWorkflowOperation command, FakeInstance instance)
    {
        switch (command)
        {
            case PauseWorkflow:
                instance.Write("WorkflowPaused", command.Actor, command.Reason);
                instance.Status = WorkflowStatus.Paused;
                break;
            case ResumeWorkflow:
                instance.Write("WorkflowResumed", command.Actor, command.Reason);
                instance.Status = instance.Token?.State is WorkflowTokenState.Waiting or WorkflowTokenState.Sleeping ? WorkflowStatus.Waiting : WorkflowStatus.Running;
                break;
            case RetryWorkflow { Place: { } place }:
                instance.Write("WorkflowRetried", command.Actor, command.Reason);
                instance.OtherTokens.RemoveAll(token => token.Place == place);
                break;
            case RetryWorkflow:
                instance.Write("WorkflowRetried", command.Actor, command.Reason);
                instance.Error = null;
                instance.Token = instance.Token! with { State = WorkflowTokenState.Dispatched, Attempt = instance.Token.Attempt + 1, DueAt = null, Since = instance.Now };
                instance.Status = WorkflowStatus.Running;
                break;
            case SkipWorkflowStep:
                instance.Write("StepSkipped", command.Actor, command.Reason, Closing(instance));
                instance.Error = null;
                instance.Open("NotifyCustomer");
                break;
            case RewindWorkflow rewind:
                var closing = Closing(instance);
                instance.Token = null;
                instance.Write("WorkflowRewound", command.Actor, command.Reason, closing);
                instance.Error = null;
                instance.Open(rewind.Node);
                break;
            case SendWorkflowEvent sent:
                Take(instance, sent);
                break;
            default:
                instance.Finishes(WorkflowStatus.Canceled, command.Actor, command.Reason);
                break;
        }
    }

    /// <summary>The wait takes it, if it waits for that type.</summary>
    private static void Take(FakeInstance instance, SendWorkflowEvent sent)
    {
        if (instance.EventType != sent.MessageType)
            throw new WorkflowRefusedException(WorkflowRefusal.UnknownEvent, $"No wait ahead of '{instance.Token?.Node}' takes {sent.MessageType}.", instance.Id);

        try
        {
            using var _ = JsonDocument.Parse(sent.Body);
        }
        catch (JsonException exception)
        {
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The event is not a {sent.MessageType}: {exception.Message}");
        }

        instance.Ends("EventReceived", TimeSpan.Zero);
        instance.Journal[^1] = instance.Journal[^1] with { Actor = sent.Actor, Reason = sent.Reason };
        instance.Open("ActivateUser");
    }

    private static JsonObject Closing(FakeInstance instance) => new() { ["closed"] = new JsonArray(instance.Token!.Token) };
}
