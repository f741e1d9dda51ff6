using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>What a branch of an instance does at its node. The numbers are stored: they never change.</summary>
[JsonConverter(typeof(WordEnumConverter))]
public enum WorkflowTokenState
{
    /// <summary>Waits for the time the instance is to start at.</summary>
    Scheduled = 0,

    /// <summary>A step message is out: the step is queued or runs.</summary>
    Dispatched = 1,

    /// <summary>A step failed and waits for its next attempt.</summary>
    Backoff = 2,

    /// <summary>Sleeps.</summary>
    Sleeping = 3,

    /// <summary>Waits for an event.</summary>
    Waiting = 4,

    /// <summary>Came to its node while the instance was paused: nothing was sent yet.</summary>
    Held = 5,

    /// <summary>Stopped on an error.</summary>
    Faulted = 6,
}
