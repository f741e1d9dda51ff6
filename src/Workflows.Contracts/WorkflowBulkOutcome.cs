using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>What came of one instance of a job. The numbers are stored: they never change.</summary>
[JsonConverter(typeof(WordEnumConverter))]
public enum WorkflowBulkOutcome
{
    /// <summary>Not taken yet; for ever, where the job was aborted.</summary>
    Pending = 0,

    /// <summary>It obeyed. What came of it since is another matter.</summary>
    Done = 1,

    /// <summary>Refused, or gone: the sentence says why.</summary>
    Refused = 2,
}
