using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>How bad a finding is.</summary>
[JsonConverter(typeof(WordEnumConverter))]
public enum WorkflowFindingSeverity
{
    /// <summary>Something is not as it should be; workflows run. The health check is degraded.</summary>
    Warning = 0,

    /// <summary>Workflows do not run, or lose what they should hear. The health check is unhealthy.</summary>
    Error = 1,
}
