using Workflows.Contracts;
using static Workflows.Contracts.WorkflowStatus;

namespace Workflows.Kinds;

/// <summary>
/// The table of operations on an instance. Engine, client, API, operations on many, audit and dashboard read what they need to know of one from here; what the
/// engine makes of it stands in its rules, what the dashboard says of it among its texts.
/// </summary>
internal static class OperationKinds
{
    public static readonly OperationParameter Node = new("node", "Name of the node to go on from.", "SendWelcome") { IsRequired = true };

    public static readonly OperationParameter Place =
        new("place", "Which of several places that stand on an error, or a scope around some of them. Default: all of them.", "lines[3]/ship") { MaxLength = 4_000 };

    public static readonly OperationParameter Result =
        new("result", "Members to set in the state in place of what the step would have done. Default: none.", """{"ConfirmedAt":"2026-05-04T12:30:00Z"}""") { IsJson = true };

    public static readonly OperationParameter EventType =
        new("messageType", "Type of the event: its URN on the bus, its full name with namespace, or the short name where that is unambiguous.", "UserConfirmed") { IsRequired = true, MaxLength = 500 };

    public static readonly OperationParameter EventBody = new("body", "The event.", "{}") { IsRequired = true, IsJson = true };

    public static readonly OperationKind Pause = new OperationKind<PauseWorkflow>(input => new PauseWorkflow { InstanceId = input.InstanceId, Actor = input.Actor, Reason = input.Reason, JobId = input.JobId })
    {
        Name = "Pause",
        Statuses = [Pending, Running, Waiting],
        BesideAFault = true,
        NeedsDefinition = false,
        Entries = ["WorkflowPaused"],
        Bulk = WorkflowBulkOperation.Pause,
        Summary = "Holds an instance: a running step finishes, nothing further is dispatched.",
    };

    public static readonly OperationKind Resume = new OperationKind<ResumeWorkflow>(input => new ResumeWorkflow { InstanceId = input.InstanceId, Actor = input.Actor, Reason = input.Reason, JobId = input.JobId })
    {
        Name = "Resume",
        Statuses = [Paused],
        Entries = ["WorkflowResumed"],
        Bulk = WorkflowBulkOperation.Resume,
        Summary = "Lets a paused instance go on. What fell due meanwhile happens at once.",
    };

    public static readonly OperationKind Retry = new OperationKind<RetryWorkflow>(input =>
        new RetryWorkflow { InstanceId = input.InstanceId, Place = input.Find(Place), Actor = input.Actor, Reason = input.Reason, JobId = input.JobId })
    {
        Name = "Retry",
        Statuses = [Faulted],
        WhileRetryPending = true,
        AnswersUnsent = true,
        Entries = ["WorkflowRetried"],
        Bulk = WorkflowBulkOperation.Retry,
        Summary = "Tries again what an instance faulted on, or makes the pending attempt of a retry happen now.",
        Parameters = [Place],
    };

    public static readonly OperationKind Skip = new OperationKind<SkipWorkflowStep>(input =>
        new SkipWorkflowStep { InstanceId = input.InstanceId, Place = input.Find(Place), Result = input.Find(Result), Actor = input.Actor, Reason = input.Reason, JobId = input.JobId })
    {
        Name = "Skip",
        ReadResult = command => command.Result,
        Statuses = [Faulted],
        WhileRetryPending = true,
        AnswersUnsent = true,
        WhyNotUndefined = "Skip is not possible: no node failed, the definition was missing. Possible: retry, rewind, cancel.",
        Entries = ["StepSkipped"],
        Bulk = WorkflowBulkOperation.Skip,
        Summary = "Goes on behind the node that an instance faulted on, as if it had completed.",
        Parameters = [Place, Result],
    };

    public static readonly OperationKind Rewind = new OperationKind<RewindWorkflow>(input =>
        new RewindWorkflow { InstanceId = input.InstanceId, Node = input.Get(Node), Actor = input.Actor, Reason = input.Reason, JobId = input.JobId })
    {
        Name = "Rewind",
        Statuses = [Paused, Faulted],
        Entries = ["WorkflowRewound"],
        Bulk = null,
        Summary = "Puts a faulted or paused instance back to a node that it has passed, or stands at; it goes on from there, and what is behind that node happens again. The state stays as it is. A node that it has not passed is refused.",
        Parameters = [Node],
        Refusals = [WorkflowRefusal.UnknownNode],
    };

    public static readonly OperationKind Cancel = new OperationKind<CancelWorkflow>(input => new CancelWorkflow { InstanceId = input.InstanceId, Actor = input.Actor, Reason = input.Reason, JobId = input.JobId })
    {
        Name = "Cancel",
        Statuses = [Pending, Running, Waiting, Paused, Faulted, Compensating],
        NeedsDefinition = false,
        Entries = ["WorkflowCanceled"],
        Bulk = WorkflowBulkOperation.Cancel,
        Summary = "Ends an instance for good.",
    };

    public static readonly OperationKind SendEvent = new OperationKind<SendWorkflowEvent>(input => new SendWorkflowEvent
    {
        InstanceId = input.InstanceId,
        EventId = input.EventId,
        MessageType = input.Get(EventType),
        Body = input.Get(EventBody),
        Actor = input.Actor,
        Reason = input.Reason,
        JobId = input.JobId,
    })
    {
        Name = "SendEvent",
        Title = "Send event",
        Subject = "Sending an event",
        Phrase = "sending it an event",
        Slug = "send-event",
        WhileListening = true,
        Entries = ["EventReceived", "EventKept"],
        Bulk = WorkflowBulkOperation.SendEvent,
        Summary = null,
        Parameters = [EventType, EventBody],
        Refusals = [WorkflowRefusal.UnknownEvent],
    };

    /// <summary>All of them, in the order in which sentences name them.</summary>
    public static IReadOnlyList<OperationKind> All { get; } = [Pause, Resume, Retry, Skip, Rewind, Cancel, SendEvent];

    public static OperationKind? Find(string? name) => All.FirstOrDefault(kind => kind.Name == name);

    public static OperationKind? FindBySlug(string? slug) => All.FirstOrDefault(kind => kind.Slug == slug);

    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public static OperationKind Of(IWorkflowOperation command) =>
        All.FirstOrDefault(kind => kind.Command == command.GetType()) ?? throw new ArgumentException($"There is no operation {command.GetType().Name}.", nameof(command));

    /// <returns>The operation that is done to each of many; null: this release knows none of that number.</returns>
    public static OperationKind? Find(WorkflowBulkOperation bulk) => All.FirstOrDefault(kind => kind.Bulk == bulk);
}
