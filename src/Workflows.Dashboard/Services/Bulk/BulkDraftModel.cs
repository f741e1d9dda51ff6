using Workflows.Contracts;
using Workflows.Dashboard.Services.Instances;

namespace Workflows.Dashboard.Services.Bulk;

/// <summary>What a person is told before an operation on many instances.</summary>
internal sealed record BulkDraftModel
{
    /// <summary>Above that many the person types the number.</summary>
    public const int TypedAbove = 100;

    /// <summary>More than that at once is refused: the filter should be narrower.</summary>
    public const int MaxCount = 100_000;

    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    public required BulkDraft Draft { get; init; }

    /// <summary>How many instances it would be.</summary>
    public required WorkflowCount Count { get; init; }

    /// <summary>How many of them stand in each status.</summary>
    public required IReadOnlyDictionary<WorkflowStatus, WorkflowCount> ByStatus { get; init; }

    /// <summary>The failure that the filter names, in words; null: it names none, or nothing fails with it any more.</summary>
    public string? Failure { get; init; }

    /// <summary>Some of them.</summary>
    public required IReadOnlyList<InstanceLine> Samples { get; init; }

    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>The event that is sent; null: none is.</summary>
    public BulkEventForm? Event { get; init; }

    /// <summary>It is clear which instances are meant, and they were counted.</summary>
    public bool IsClear { get; init; } = true;

    /// <summary>Why it cannot be done; null: it can.</summary>
    public required string? WhyNot { get; init; }

    /// <summary>Names the thing: "Retry 13 instances".</summary>
    public string Title => (Draft.Operation, IsClear) switch
    {
        ({ } operation, true) => BulkText.Title(operation, Count, Event?.Type),
        ({ } operation, false) => BulkText.Name(operation),
        _ => "Bulk operation",
    };

    public bool NeedsTyping => Count.Count > TypedAbove;
}
