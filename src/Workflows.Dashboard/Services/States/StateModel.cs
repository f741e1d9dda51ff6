namespace Workflows.Dashboard.Services.States;

/// <summary>The state of an instance, now or between two entries of its journal.</summary>
internal sealed record StateModel
{
    /// <summary>The state as indented JSON, cut to a length that a browser likes; null: the viewer may not see it.</summary>
    public required string? Text { get; init; }

    public required bool IsCut { get; init; }

    /// <summary>After which entry; null: now.</summary>
    public int? At { get; init; }

    /// <summary>Compared with the state after which entry; null: not compared.</summary>
    public int? From { get; init; }

    public IReadOnlyList<StateChange> Changes { get; init; } = [];

    /// <summary>There are more changes than are listed.</summary>
    public bool HasMoreChanges { get; init; }
}

/// <summary>A member that differs between two states.</summary>
/// <param name="Path">Where, as a JSON Pointer.</param>
/// <param name="Before">JSON text; null: it was not there.</param>
/// <param name="After">JSON text; null: it is not there any more.</param>
internal sealed record StateChange(string Path, string? Before, string? After);
