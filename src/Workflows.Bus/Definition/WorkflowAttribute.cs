namespace Workflows;

/// <summary>Gives a workflow class its stable name and its version.</summary>
/// <param name="name">Stored with every instance and sent in messages: it never changes once instances exist. Default: the class name without the ending <c>Workflow</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WorkflowAttribute(string? name = null) : Attribute
{
    /// <summary>The name; null: taken from the class name.</summary>
    public string? Name { get; } = name;

    /// <summary>Version of the definition, from 1. An instance ends on the version it started on. Default 1.</summary>
    public int Version { get; init; } = 1;
}
