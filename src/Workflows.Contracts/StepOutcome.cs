using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>How an attempt of a step ended.</summary>
[JsonConverter(typeof(WordEnumConverter))]
public enum StepOutcome
{
    /// <summary>Done; the instance goes on.</summary>
    Completed = 0,

    /// <summary>Threw, or ran out of time; the retry policy decides.</summary>
    Failed = 1,

    /// <summary>Had nothing to do; the instance goes on.</summary>
    Skipped = 2,

    /// <summary>Asked to run again later, without counting as a failure.</summary>
    Reattempt = 3,

    /// <summary>Done, and the instance completes at once.</summary>
    Finish = 4,

    /// <summary>Done, and the instance is paused behind it.</summary>
    Pause = 5,

    /// <summary>Canceled the instance.</summary>
    Cancel = 6,
}
