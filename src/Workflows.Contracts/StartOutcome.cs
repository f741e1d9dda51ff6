using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>What a start came to.</summary>
[JsonConverter(typeof(WordEnumConverter))]
public enum StartOutcome
{
    /// <summary>A new instance was stored.</summary>
    Started = 0,

    /// <summary>The same start was stored before: same instance id.</summary>
    AlreadyStarted = 1,

    /// <summary>Another live instance holds the key, and the definition says to return it.</summary>
    ReturnedRunning = 2,

    /// <summary>A new instance was stored after the one that held the key was canceled.</summary>
    ReplacedRunning = 3,
}
