using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>Where an instance stands in its life. The numbers are stored and sent: they never change.</summary>
[JsonConverter(typeof(WordEnumConverter))]
public enum WorkflowStatus
{
    /// <summary>Accepted, to be started at a later time.</summary>
    Pending = 0,

    /// <summary>A step is queued, runs, or waits for its next attempt.</summary>
    Running = 1,

    /// <summary>Every branch sleeps or waits for an event.</summary>
    Waiting = 2,

    /// <summary>Held by an operator or by a policy. Nothing is dispatched until it is resumed.</summary>
    Paused = 3,

    /// <summary>Stopped on an error and waiting for an operator: retry, skip, rewind or cancel.</summary>
    Faulted = 4,

    /// <summary>Undoing completed steps.</summary>
    Compensating = 5,

    /// <summary>Terminal: ran to its end.</summary>
    Completed = 6,

    /// <summary>Terminal: ended by a failure that its definition declared final.</summary>
    Failed = 7,

    /// <summary>Terminal: ended by an operator, a policy or a step.</summary>
    Canceled = 8,
}
