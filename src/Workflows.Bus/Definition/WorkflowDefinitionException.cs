using Workflows.Definition;

namespace Workflows;

/// <summary>Definitions or options are wrong. The message lists every fault of every workflow.</summary>
public sealed class WorkflowDefinitionException : Exception
{
    internal WorkflowDefinitionException(IReadOnlyCollection<DefinitionFault> faults)
        : this(faults.Select(fault => fault.ToString()).ToArray())
    {
    }

    internal WorkflowDefinitionException(IReadOnlyCollection<string> faults)
        : base($"The workflows cannot run: {faults.Count} fault{(faults.Count == 1 ? "" : "s")}.{string.Concat(faults.Select(fault => $"{Environment.NewLine}- {fault}"))}")
    {
        Faults = [.. faults];
    }

    /// <summary>The faults, a sentence each: workflow, node, what was expected, what came.</summary>
    public IReadOnlyList<string> Faults { get; }
}
