using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>What a timer of an instance is for. The numbers are stored: they never change.</summary>
[JsonConverter(typeof(WordEnumConverter))]
public enum WorkflowTimerPurpose
{
    /// <summary>Starts an instance that was accepted for later.</summary>
    Start = 0,

    /// <summary>Wakes a branch that sleeps.</summary>
    Wake = 1,

    /// <summary>Begins the next attempt of a step.</summary>
    Retry = 2,

    /// <summary>Ends a wait that no event came for.</summary>
    GiveUp = 3,

    /// <summary>Ends or stops an instance that runs longer than its workflow allows.</summary>
    Limit = 4,
}
