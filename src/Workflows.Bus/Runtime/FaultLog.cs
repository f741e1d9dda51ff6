using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Says in the log when an instance stops for an operator.</summary>
internal sealed class FaultLog(ILogger<FaultLog> logger) : ICommitObserver
{
    public void Committed(Transition transition)
    {
        var instance = transition.Instance;
        if (instance.Status == WorkflowStatus.Faulted && !transition.Entries.IsEmpty && transition.Entries[^1].Kind == EntryKind.WorkflowFaulted)
            RuntimeLog.Faulted(logger, instance.Id, instance.Workflow, instance.CurrentToken?.Node, instance.Error?.Type, instance.Error?.Message);
    }
}
