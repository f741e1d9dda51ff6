using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Waits;

/// <summary>What is waited for: events, or times.</summary>
internal sealed record WaitsModel
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    public required bool ShowsTimers { get; init; }

    public required string? Workflow { get; init; }

    public required string? EventType { get; init; }

    public required string? After { get; init; }

    public required IReadOnlyList<string> Workflows { get; init; }

    public required IReadOnlyList<string> EventTypes { get; init; }

    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>Set, unless timers are shown.</summary>
    public Section<WorkflowPage<WorkflowWait>>? Waits { get; init; }

    /// <summary>Set, where timers are shown.</summary>
    public Section<TimersPage>? Timers { get; init; }
}

/// <summary>A page of timers.</summary>
internal sealed record TimersPage(IReadOnlyList<TimerLine> Items, string? Next);

/// <summary>A timer and what it will do.</summary>
/// <param name="Timer">The timer.</param>
/// <param name="Effect">What happens when it goes off.</param>
/// <param name="IsLate">It should have gone off.</param>
internal sealed record TimerLine(WorkflowTimer Timer, string Effect, bool IsLate);
