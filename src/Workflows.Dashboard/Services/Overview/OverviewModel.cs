using Workflows.Contracts;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Overview;

/// <summary>What needs attention, then what goes on.</summary>
internal sealed record OverviewModel
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Parts of the address that were left out, and why.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>What is wrong with the process that shows the page, and with what it shares with others.</summary>
    public IReadOnlyList<WorkflowFinding> Findings { get; init; } = [];

    public required Section<WorkflowPage<WorkflowFailure>> Failures { get; init; }

    /// <summary>Steps that were dispatched long ago and say nothing.</summary>
    public required Section<StuckInstances> Stuck { get; init; }

    public required Section<WorkflowPage<WorkflowTimer>> OverdueTimers { get; init; }

    public required Section<WorkflowPage<WorkflowWait>> LongestWaits { get; init; }

    public required Section<IReadOnlyList<WorkflowActivity>> Workflows { get; init; }

    /// <summary>Everything was read, and nothing is wrong.</summary>
    public bool IsQuiet =>
        Findings.Count == 0 && Failures is { Value.Items.Count: 0 } && Stuck is { Value.Lines.Count: 0 } && OverdueTimers is { Value.Items.Count: 0 };
}

/// <summary>Instances that run but have not changed for a long time.</summary>
/// <param name="Count">How many.</param>
/// <param name="Lines">Those accepted first.</param>
internal sealed record StuckInstances(WorkflowCount Count, IReadOnlyList<InstanceLine> Lines);
