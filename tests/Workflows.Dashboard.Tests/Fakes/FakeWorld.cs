using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>Definitions, instances, jobs and operations of a made-up world, kept in memory. One per host; what an operation changes stays changed.</summary>
internal sealed class FakeWorld
{
    public FakeWorld(TimeProvider time, int completedCount = 240, bool withHostile = true)
    {
        Time = time;
        var now = time.GetUtcNow();
        Definitions = [.. FakeDefinitions.All];
        Instances = new FakeSeed(now).Make(completedCount).Concat(withHostile ? HostileSeed.Make(now) : []).ToDictionary(instance => instance.Id);
        Audit.AddRange(FromJournals());
        Unmatched.AddRange(Unknown("user-70999", now), Unknown(HostileSeed.Markup, now));
    }

    private static WorkflowUnmatchedEvent Unknown(string key, DateTimeOffset now) => new()
    {
        EventId = Guid.NewGuid(),
        EventType = FakeDefinitions.UserConfirmed,
        Keys = [new WorkflowUnmatchedKey("Onboarding", "confirmation", key)],
        Body = System.Text.Json.JsonSerializer.Serialize(new { UserId = key, Email = "nobody@shop.example" }),
        ReceivedAt = now.AddMinutes(-2),
        ExpiresAt = now.AddMinutes(3),
    };

    public TimeProvider Time { get; }

    public Lock Gate { get; } = new();

    public List<WorkflowDefinitionView> Definitions { get; }

    public Dictionary<Guid, FakeInstance> Instances { get; }

    public List<WorkflowAuditEntry> Audit { get; } = [];

    /// <summary>Events that came with a key that nobody waits with.</summary>
    public List<WorkflowUnmatchedEvent> Unmatched { get; } = [];

    public Dictionary<Guid, FakeJob> Jobs { get; } = [];

    /// <summary>Number of the last change.</summary>
    public int Mark { get; private set; }

    /// <summary>How often each question was asked.</summary>
    public Dictionary<string, int> Asked { get; } = [];

    /// <summary>Thrown by every question while it is set: the store is down.</summary>
    public Exception? Broken { get; set; }

    /// <summary>Only this question throws. Default: all do.</summary>
    public string? BrokenQuestion { get; set; }

    public void Ask(string question)
    {
        lock (Gate)
            Asked[question] = Asked.GetValueOrDefault(question) + 1;

        if (Broken is { } broken && (BrokenQuestion ?? question) == question)
            throw broken;
    }

    public void Changed() => Mark++;

    public FakeInstance Find(Guid id) =>
        Instances.GetValueOrDefault(id) ?? throw new WorkflowRefusedException(WorkflowRefusal.InstanceNotFound, $"There is no instance {id}.", id);

    /// <summary>Does an operation, or refuses it; either way it stands in the audit.</summary>
    public WorkflowOperationAccepted Operate(string name, Guid id, OperationOptions? options, Guid? job, Action<FakeInstance> change)
    {
        lock (Gate)
        {
            try
            {
                var instance = Find(id);
                instance.Now = Time.GetUtcNow();
                change(instance);
                Changed();
                Note(name, options, id, true, null, job, instance.Journal.Count);
                return new WorkflowOperationAccepted(id, instance.Status);
            }
            catch (WorkflowRefusedException refused)
            {
                Note(name, options, id, false, refused.Message, job);
                throw;
            }
        }
    }

    public void Note(string operation, OperationOptions? options, Guid? id, bool isAccepted, string? outcome, Guid? job = null, int? sequence = null)
    {
        var instance = id is { } known ? Instances.GetValueOrDefault(known) : null;
        Audit.Add(new WorkflowAuditEntry
        {
            At = Time.GetUtcNow(),
            Actor = options?.Actor,
            Reason = options?.Reason,
            Operation = operation,
            IsAccepted = isAccepted,
            Outcome = outcome,
            InstanceId = id,
            Sequence = sequence,
            Workflow = instance?.Workflow,
            Key = instance?.Key,
            JobId = job,
        });
    }

    private IEnumerable<WorkflowAuditEntry> FromJournals() =>
        from instance in Instances.Values
        from entry in instance.Journal
        where entry.Actor is not null
        orderby entry.At
        select new WorkflowAuditEntry
        {
            At = entry.At,
            Actor = entry.Actor,
            Reason = entry.Reason,
            Operation = entry.Kind switch { "WorkflowPaused" => "Pause", "WorkflowCanceled" => "Cancel", var kind => kind },
            IsAccepted = true,
            InstanceId = instance.Id,
            Sequence = entry.Sequence,
            Workflow = instance.Workflow,
            Key = instance.Key,
        };
}
