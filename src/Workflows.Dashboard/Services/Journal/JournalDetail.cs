using System.Text.Json;
using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Journal;

/// <summary>What more a journal entry says, as far as the dashboard draws it. Only what applies is set.</summary>
internal sealed record JournalDetail
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private static readonly JournalDetail _empty = new();

    /// <summary>The token named by the entry is gone after it.</summary>
    public bool Closed { get; init; }

    /// <summary>Every token is gone after it.</summary>
    public bool ClosedAll { get; init; }

    public IReadOnlyList<OpenedToken>? Opened { get; init; }

    public string? Branch { get; init; }

    public string? EventType { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public TimeSpan? Duration { get; init; }

    public string? Worker { get; init; }

    /// <summary>Text that is no such detail says nothing.</summary>
    public static JournalDetail Of(WorkflowJournalEntry entry)
    {
        if (entry.Detail is not { } text)
            return _empty;

        try
        {
            return JsonSerializer.Deserialize<JournalDetail>(text, _json) ?? _empty;
        }
        catch (JsonException)
        {
            return _empty;
        }
    }
}

/// <summary>A token that an entry opened.</summary>
internal sealed record OpenedToken(int Token, string Node, DateTimeOffset? DueAt = null);
