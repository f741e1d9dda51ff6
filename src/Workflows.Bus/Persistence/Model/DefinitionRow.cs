namespace Workflows.Persistence.Model;

/// <summary>A version of a workflow as a process registered it last.</summary>
internal sealed class DefinitionRow
{
    public string Workflow { get; set; } = "";

    public int Version { get; set; }

    /// <summary>Its graph.</summary>
    public string Definition { get; set; } = "";

    /// <summary>What its state and events look like; null: its types cannot be described, or nobody who knows them has registered it.</summary>
    public string? Shapes { get; set; }

    public DateTimeOffset RegisteredAt { get; set; }
}
