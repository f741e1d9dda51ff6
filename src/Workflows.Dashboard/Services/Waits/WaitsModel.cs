using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Waits;

/// <summary>What is waited for: events, or times.</summary>
internal sealed record WaitsModel
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    public required WaitsKind Kind { get; init; }

    public bool ShowsTimers => Kind == WaitsKind.Timer;

    public bool ShowsUnmatched => Kind == WaitsKind.Unmatched;

    public required string? Workflow { get; init; }

    public required string? EventType { get; init; }

    public required string? After { get; init; }

    public required IReadOnlyList<string> Workflows { get; init; }

    public required IReadOnlyList<string> EventTypes { get; init; }

    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>Set, unless timers are shown.</summary>
    public Section<WorkflowPage<WorkflowWait>>? Waits { get; init; }

    /// <summary>Set, where events that nobody takes are shown.</summary>
    public Section<UnmatchedPage>? Unmatched { get; init; }

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

/// <summary>What the page lists.</summary>
internal enum WaitsKind
{
    Event,
    Timer,
    Unmatched,
}

/// <summary>A page of events that nobody takes.</summary>
internal sealed record UnmatchedPage(IReadOnlyList<UnmatchedLine> Items, string? Next);

/// <summary>An event that nobody takes, and who waits for one like it.</summary>
/// <param name="Event">The event, without its body where the viewer may not see it.</param>
/// <param name="HasHiddenBody">Its body was taken out for this viewer.</param>
/// <param name="Near">Instances that wait for an event of its type with a key that is like its own, the most alike first.</param>
/// <param name="WaitingCount">How many wait for its type at all, up to a page of them.</param>
internal sealed record UnmatchedLine(WorkflowUnmatchedEvent Event, bool HasHiddenBody, IReadOnlyList<NearWait> Near, int WaitingCount);

/// <summary>An instance that waits with another key.</summary>
internal sealed record NearWait(Guid InstanceId, string Key);
