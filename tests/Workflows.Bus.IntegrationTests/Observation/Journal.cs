using System.Text.Json;
using Workflows.Contracts;

namespace Workflows.IntegrationTests.Observation;

/// <summary>The journal of an instance, and what must hold of every one.</summary>
internal sealed class Journal(IReadOnlyList<WorkflowJournalEntry> entries)
{
    public IReadOnlyList<WorkflowJournalEntry> Entries { get; } = entries;

    public int CountOf(string kind, string? node = null) => Of(kind, node).Count();

    public IEnumerable<WorkflowJournalEntry> Of(string kind, string? node = null) =>
        Entries.Where(entry => entry.Kind == kind && (node is null || entry.Node == node));

    /// <summary>Numbered without gaps, and every one of the steps completed, once.</summary>
    public void ShouldShowEachOnce(params string[] steps)
    {
        ShouldBeWithoutGaps();
        foreach (var step in steps)
            CountOf("StepCompleted", step).ShouldBe(1, $"Step {step} is to be completed once.\n{this}");

        CountOf("StepCompleted").ShouldBe(steps.Length, $"No other step is to be completed.\n{this}");
    }

    public void ShouldBeWithoutGaps() =>
        Entries.Select(entry => entry.Sequence).ShouldBe(Enumerable.Range(1, Entries.Count), $"The journal is to have no gaps.\n{this}");

    /// <summary>Numbers of the attempts of a step with what became of each, such as <c>1 StepFailed, 2 StepCompleted</c>.</summary>
    public string AttemptsOf(string step) =>
        string.Join(", ", Entries.Where(entry => entry.Node == step && entry.Attempt is not null && entry.Kind != "StepStarted").Select(entry => $"{entry.Attempt} {entry.Kind}"));

    /// <summary>Names of the processes in which the attempts of a step ended.</summary>
    public IEnumerable<string> WorkersOf(string kind, string step) =>
        Of(kind, step).Select(entry => JsonDocument.Parse(entry.Detail!).RootElement.EnumerateObject()
            .First(member => string.Equals(member.Name, "worker", StringComparison.OrdinalIgnoreCase)).Value.GetString()!);

    public override string ToString() => string.Join('\n', Entries.Select(entry =>
        $"{entry.Sequence,4} {entry.At:HH:mm:ss.fff} {entry.Kind} {entry.Node} {(entry.Attempt is { } attempt ? $"attempt {attempt}" : "")} {entry.Error?.Message} {entry.Detail}"));
}
