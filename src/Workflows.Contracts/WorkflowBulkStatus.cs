using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>Where a job stands. The numbers are stored: they never change.</summary>
[JsonConverter(typeof(WordEnumConverter))]
public enum WorkflowBulkStatus
{
    /// <summary>Takes one batch after the other.</summary>
    Running = 0,

    /// <summary>Every instance has its outcome.</summary>
    Completed = 1,

    /// <summary>Stopped by a person; the rest was left alone.</summary>
    Aborted = 2,
}
