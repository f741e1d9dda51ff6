using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>What kind of row is in quarantine.</summary>
[JsonConverter(typeof(WordEnumConverter))]
public enum WorkflowQuarantineKind
{
    /// <summary>An instance whose row cannot be read, or about which nothing can be decided. The row stays where it is; nobody drives it on.</summary>
    Instance = 0,

    /// <summary>A timer or a scheduled message that can never be sent.</summary>
    Timer = 1,

    /// <summary>An event that was kept for later and cannot be read or handed on.</summary>
    Event = 2,
}
