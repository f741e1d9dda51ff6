namespace Workflows;

/// <summary>Settings of one workflow in this process.</summary>
public sealed class WorkflowOptions
{
    /// <summary>
    /// Endpoint that takes its events, timers and commands. Steps go on under the event that started their instance in up to seven eighths of what it
    /// handles at once, all but one message at most; those that are taken over from a process that died may take the rest.
    /// </summary>
    public WorkflowEndpointOptions Instances { get; } = new();

    /// <summary>Queue of its steps. Its limit holds for the steps that run under the event that started their instance, too.</summary>
    public WorkflowEndpointOptions Steps { get; } = new();
}
