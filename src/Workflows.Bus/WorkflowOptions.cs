namespace Workflows;

/// <summary>Settings of one workflow in this process.</summary>
public sealed class WorkflowOptions
{
    /// <summary>Endpoint that takes its events, timers and commands.</summary>
    public WorkflowEndpointOptions Instances { get; } = new();

    /// <summary>Queue of its steps.</summary>
    public WorkflowEndpointOptions Steps { get; } = new();
}
