namespace Workflows.Dashboard.Services.Journal;

/// <summary>A page of a journal.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Lines">The entries.</param>
/// <param name="Next">Address of the page behind; null: none.</param>
/// <param name="First">Address of the first page; null: this is it.</param>
internal sealed record JournalModel(JournalQuery Query, IReadOnlyList<JournalLine> Lines, string? Next, string? First);
