using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Operations;

/// <summary>What a start came to.</summary>
/// <param name="Accepted">The answer to whoever asked for it.</param>
/// <param name="Begun">The instance, where this very start stored it; null: it was there before.</param>
internal sealed record StartResult(WorkflowStartAccepted Accepted, WorkflowInstance? Begun = null);
