using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>Lines of lists made from instances.</summary>
internal static class FakeRows
{
    public static WorkflowWait Wait(FakeInstance instance) => new()
    {
        InstanceId = instance.Id,
        Workflow = instance.Workflow,
        Version = instance.Version,
        Status = instance.Status,
        Key = instance.Key,
        Node = instance.Token!.Node,
        Place = instance.Token.Place,
        Token = instance.Token.Token,
        Events = [new WorkflowAwaitedEvent(instance.EventType!, instance.Key)],
        Since = instance.Token.Since,
        DueAt = instance.Token.DueAt,
    };

    public static WorkflowTimer Timer(FakeInstance instance) => new()
    {
        TimerId = instance.Id,
        InstanceId = instance.Id,
        Workflow = instance.Workflow,
        Version = instance.Version,
        Status = instance.Status,
        Key = instance.Key,
        Node = instance.Token!.Node,
        Place = instance.Token.Place,
        Purpose = instance.Token.State switch
        {
            WorkflowTokenState.Scheduled => WorkflowTimerPurpose.Start,
            WorkflowTokenState.Backoff => WorkflowTimerPurpose.Retry,
            WorkflowTokenState.Sleeping => WorkflowTimerPurpose.Wake,
            _ => WorkflowTimerPurpose.GiveUp,
        },
        Attempt = instance.Summary.Attempt,
        DueAt = instance.Token.DueAt!.Value,
    };

    public static WorkflowFailure Failure(string fingerprint, List<FakeInstance> instances, DateTimeOffset now)
    {
        var last = instances.MaxBy(instance => instance.UpdatedAt)!;
        var hours = new int[24];
        foreach (var instance in instances)
        {
            var age = (int)(now - instance.UpdatedAt).TotalHours;
            if (age < 24)
                hours[23 - age]++;
        }

        return new WorkflowFailure
        {
            Fingerprint = fingerprint,
            Workflow = last.Workflow,
            Node = last.Token?.Node,
            ErrorType = last.Error!.Type,
            Message = WorkflowFingerprint.Normalize(last.Error.Message),
            Count = new WorkflowCount(instances.Count),
            FirstAt = instances.Min(instance => instance.UpdatedAt),
            LastAt = last.UpdatedAt,
            Versions = [.. instances.Select(instance => instance.Version).Distinct().Order()],
            PerHour = hours,
            SampleInstanceId = last.Id,
            SampleMessage = last.Error.Message.Length > 500 ? last.Error.Message[..500] : last.Error.Message,
        };
    }
}
