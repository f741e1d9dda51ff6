using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>Order of found instances, by time of acceptance.</summary>
[JsonConverter(typeof(WordEnumConverter))]
public enum WorkflowSearchOrder
{
    /// <summary>Latest accepted first.</summary>
    NewestFirst = 0,

    /// <summary>Earliest accepted first.</summary>
    OldestFirst = 1,
}
