using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Says in the log when an attempt is lost, and when an instance stops for an operator.</summary>
internal sealed class FaultLog(ILogger<FaultLog> logger) : ICommitObserver
{
    public void Committed(Transition transition)
    {
        foreach (var entry in transition.Entries)
        {
            if (entry.Kind == EntryKind.StepLost)
                RuntimeLog.StepLost(logger, transition.Instance.Id, entry.Node!, entry.Attempt ?? 0);
        }

        var instance = transition.Instance;
        if ((instance.Status == WorkflowStatus.Faulted || instance.Status.IsTerminal()) && !transition.Entries.IsEmpty && transition.Entries[^1].Kind == EntryKind.WorkflowFaulted)
            RuntimeLog.Faulted(logger, instance.Id, instance.Workflow, instance.CurrentToken?.Node, instance.Error?.Type, instance.Error?.Message);
    }
}
