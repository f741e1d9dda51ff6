using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>The two JSON dialects: of the user's states, and of messages as MassTransit writes them.</summary>
internal sealed record EngineJson(WorkflowJson States, WorkflowJson Events);
