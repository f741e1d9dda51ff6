using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Contracts;
using static Workflows.Contracts.WorkflowStatus;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>What an operation does to an instance of the made-up world, and what its status does not allow.</summary>
internal static class FakeRules
{
    public static void Run(WorkflowBulkRequest request, FakeInstance instance, OperationOptions? who)
    {
        Action<FakeInstance, OperationOptions?> rule = request.Operation switch
        {
            WorkflowBulkOperation.Pause => Pause,
            WorkflowBulkOperation.Resume => Resume,
            WorkflowBulkOperation.Cancel => Cancel,
            WorkflowBulkOperation.Retry => Retry,
            WorkflowBulkOperation.SendEvent => (one, by) => Take(one, request.EventType, request.EventBody, by),
            _ => Skip,
        };
        rule(instance, who);
    }

    /// <summary>The wait takes it, if it waits for that type.</summary>
    public static void Take(FakeInstance instance, string? messageType, string? body, OperationOptions? who)
    {
        if (instance.EventType != messageType || instance.Token?.State != WorkflowTokenState.Waiting)
            throw new WorkflowRefusedException(WorkflowRefusal.UnknownEvent, $"No wait ahead of '{instance.Token?.Node}' takes {messageType}.", instance.Id);

        try
        {
            using var _ = JsonDocument.Parse(body ?? "");
        }
        catch (JsonException exception)
        {
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The event is not a {messageType}: {exception.Message}");
        }

        instance.Ends("EventReceived", TimeSpan.Zero);
        instance.Journal[^1] = instance.Journal[^1] with { Actor = who?.Actor, Reason = who?.Reason };
        instance.Open("ActivateUser");
    }

    public static void Pause(FakeInstance instance, OperationOptions? who)
    {
        Demand("Pause", instance, Pending, Running, Waiting);
        instance.Write("WorkflowPaused", who?.Actor, who?.Reason);
        instance.Status = Paused;
    }

    public static void Resume(FakeInstance instance, OperationOptions? who)
    {
        Demand("Resume", instance, Paused);
        instance.Write("WorkflowResumed", who?.Actor, who?.Reason);
        instance.Status = instance.Token?.State is WorkflowTokenState.Waiting or WorkflowTokenState.Sleeping ? Waiting : Running;
    }

    public static void Cancel(FakeInstance instance, OperationOptions? who)
    {
        Demand("Cancel", instance, Pending, Running, Waiting, Paused, Faulted, Compensating);
        instance.Finishes(Canceled, who?.Actor, who?.Reason);
    }

    public static void Retry(FakeInstance instance, OperationOptions? who)
    {
        if (instance.Token?.State != WorkflowTokenState.Backoff)
            Demand("Retry", instance, Faulted);

        instance.Write("WorkflowRetried", who?.Actor, who?.Reason);
        instance.Error = null;
        instance.Token = instance.Token! with { State = WorkflowTokenState.Dispatched, Attempt = instance.Token.Attempt + 1, DueAt = null, Since = instance.Now };
        instance.Status = Running;
    }

    public static void Skip(FakeInstance instance, OperationOptions? who)
    {
        if (instance.Token?.State != WorkflowTokenState.Backoff)
            Demand("Skip", instance, Faulted);

        instance.Write("StepSkipped", who?.Actor, who?.Reason, Closing(instance));
        instance.Error = null;
        instance.Open("NotifyCustomer");
    }

    public static void Rewind(FakeInstance instance, string node, OperationOptions? who)
    {
        Demand("Rewind", instance, Faulted, Paused);
        var closing = Closing(instance);
        instance.Token = null;
        instance.Write("WorkflowRewound", who?.Actor, who?.Reason, closing);
        instance.Error = null;
        instance.Open(node);
    }

    private static JsonObject Closing(FakeInstance instance) => new() { ["closed"] = new JsonArray(instance.Token!.Token) };

    private static void Demand(string operation, FakeInstance instance, params WorkflowStatus[] allowed)
    {
        if (!allowed.Contains(instance.Status))
            throw new WorkflowRefusedException(WorkflowRefusal.WrongStatus, $"{operation} is not possible while the instance is {instance.Status}.", instance.Id);
    }
}
