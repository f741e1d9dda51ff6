namespace Workflows.Dashboard.Services.Timelines;

/// <summary>What an instance did at a node for a while.</summary>
internal enum SegmentKind
{
    /// <summary>The step was out and nobody had begun it.</summary>
    Queue,

    /// <summary>An attempt ran.</summary>
    Run,

    /// <summary>An attempt ran and failed, or its worker went away.</summary>
    Failed,

    /// <summary>Waited for the next attempt.</summary>
    Backoff,

    /// <summary>Slept, or waited for an event.</summary>
    Wait,

    /// <summary>Stood on an error.</summary>
    Stopped,

    /// <summary>Was held by a pause.</summary>
    Held,
}
