using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>The first transition of an instance.</summary>
internal static class StartDecision
{
    public const string EmptyId = "The id of an instance must not be all zeros: every start with it would be taken for the same one. Leave it out to get a new id.";

    private const int MaxTags = 32;
    private const int MaxTagName = 64;
    private const int MaxTagValue = 256;

    public static Decision Decide(IProgram program, Guid instanceId, StartTrigger trigger, EngineSettings settings, DateTimeOffset now)
    {
        if ((Problem(instanceId, trigger) ?? CarriedHeaders.ProblemOf(trigger.Headers) ?? CarriedHeaders.ProblemOf(CarriedHeaders.At(trigger, settings))) is { } problem)
            return Decision.Refuse(WorkflowRefusal.Malformed, problem);

        var terms = program.Terms;
        try
        {
            var state = settings.Json.Serialize(trigger.State, terms.StateType);
            var instance = Blank(terms, instanceId, trigger, state, now) with { Key = KeyOf(terms, trigger) };
            var draft = new TransitionDraft(program.CourseOf(instance), instance, settings, now) { IsUnguarded = trigger.IsUnguarded };
            Begin(draft, trigger, instance);
            draft.Execution = draft.Execution with { Headers = CarriedHeaders.At(trigger, settings) };
            return draft.Build();
        }
        catch (UserCodeException exception)
        {
            return Decision.Refuse(WorkflowRefusal.Malformed, ErrorText.Clean($"{terms.Identity}, {exception.Node}: {exception.InnerException!.GetType().Name}: {exception.Message}"));
        }
        catch (UnstorableException exception)
        {
            return Decision.Refuse(WorkflowRefusal.Malformed, exception.Message);
        }
    }

    /// <summary>The instance begins to run: at once, or when the time it was scheduled for has come.</summary>
    public static void Run(TransitionDraft draft)
    {
        if (draft.Terms.Timeout is { } timeout)
        {
            var timeoutAt = DueTime.After(draft.Now, timeout);
            var timer = draft.SetLimit(timeoutAt);
            draft.Execution = draft.Execution with { TimeoutTimer = timer, TimeoutAt = timeoutAt };
        }

        Advance.Begin(draft);
    }

    private static void Begin(TransitionDraft draft, StartTrigger trigger, WorkflowInstance instance)
    {
        var detail = new EntryDetail
        {
            EventType = trigger.EventType,
            EventId = trigger.EventId,
            Key = instance.Key,
            Version = instance.Version,
            State = instance.State,
        };

        if (trigger.StartAt is { } startAt && startAt > draft.Now)
        {
            draft.Write(EntryKind.WorkflowScheduled, actor: trigger.Actor, reason: trigger.Reason, detail: detail with { DueAt = startAt.ToUniversalTime() });
            draft.Open(WorkflowPlace.Root, draft.Terms.FirstNode, WorkflowTokenState.Scheduled, dueAt: startAt.ToUniversalTime());
            return;
        }

        draft.Write(EntryKind.WorkflowStarted, actor: trigger.Actor, reason: trigger.Reason, detail: detail);
        Run(draft);
        Carrying.Next(draft, trigger.Carrier, queue: null);
    }

    private static WorkflowInstance Blank(ProgramTerms terms, Guid instanceId, StartTrigger trigger, string state, DateTimeOffset now) => new()
    {
        Id = instanceId,
        Workflow = terms.Identity.Name,
        Version = terms.Identity.Version,
        Status = WorkflowStatus.Pending,
        Tags = trigger.Tags?.ToImmutableDictionary(StringComparer.Ordinal) ?? ImmutableDictionary<string, string>.Empty,
        State = state,
        Execution = trigger.EventId is { } eventId ? Execution.Empty with { SeenEvents = [eventId] } : Execution.Empty,
        TraceParent = trigger.TraceParent,
        CreatedAt = now,
        UpdatedAt = now,
    };

    private static string? KeyOf(ProgramTerms terms, StartTrigger trigger)
    {
        if (trigger.Key is not null || terms.Unique is not { } unique)
            return StorableKey.Checked(trigger.Key);

        if (UserCodeException.Call("UniqueBy", () => unique.IsEmpty(trigger.State)))
            throw new UnstorableException($"{terms.Identity}, UniqueBy: expected a key or null, but {unique.Label ?? "the key"} is empty: a value that was never set, with which every such start would be taken for the same one, or for none. Set it in the starting state.");

        return StorableKey.Checked(UserCodeException.Call("UniqueBy", () => unique.FromState(trigger.State)));
    }

    private static string? Problem(Guid instanceId, StartTrigger trigger)
    {
        if (instanceId == Guid.Empty)
            return EmptyId;

        if (trigger.Key is { Length: 0 })
            return "A key must not be empty. Leave it out to take it from the state.";

        if (trigger.Key is not null && string.IsNullOrWhiteSpace(trigger.Key))
            return "A key must not be blank. Leave it out to take it from the state.";

        if (trigger.Tags is not { } tags)
            return null;

        if (tags.Count > MaxTags)
            return $"An instance may carry {MaxTags} tags, but there are {tags.Count}.";

        foreach (var (name, value) in tags)
        {
            if (string.IsNullOrWhiteSpace(name) || name.Length > MaxTagName || !IsClean(name))
                return $"The name of a tag must have 1 to {MaxTagName} characters, but one is '{ErrorText.Clean(name)}'.";

            if (value is null || value.Length > MaxTagValue || !IsClean(value))
                return $"The value of a tag may have up to {MaxTagValue} characters, none of them a null character or half of a surrogate pair; that of '{name}' does not fit.";
        }

        return null;
    }

    private static bool IsClean(string text) => ErrorText.Clean(text) == text;
}
