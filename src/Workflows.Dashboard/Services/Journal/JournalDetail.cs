using System.Text.Json;
using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Journal;

/// <summary>What more a journal entry says, as far as the dashboard draws it. Only what applies is set.</summary>
internal sealed record JournalDetail
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private static readonly JournalDetail _empty = new();

    /// <summary>Tokens that are gone after it.</summary>
    public IReadOnlyList<int>? Closed { get; init; }

    /// <summary>Tokens that are new or stand otherwise after it.</summary>
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

/// <summary>A token as it stands after an entry.</summary>
internal sealed record OpenedToken(int Token, string Node, WorkflowTokenState State, DateTimeOffset? DueAt = null);
