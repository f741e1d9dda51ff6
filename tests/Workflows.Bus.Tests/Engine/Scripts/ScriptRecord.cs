using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine.Scripts;

/// <summary>What came of what a script asked for, told from the journal.</summary>
internal sealed class ScriptRecord
{
    private readonly Dictionary<string, Passed> _passed = new(StringComparer.Ordinal);

    public bool Has(string node) => _passed.ContainsKey(node);

    /// <summary>What was returned, or the event that was taken; null: nothing.</summary>
    public string? Result(string node) => _passed[node].Result;

    public bool IsTimedOut(string node) => _passed[node].Exit == Passed.Timeout;

    public void Note(in Passed passed) => _passed[passed.Node] = passed;

    public static ScriptRecord Of(ScriptProgram program, IReadOnlyList<JournalEntry> journal)
    {
        var record = new ScriptRecord();
        foreach (var entry in journal)
        {
            if (entry.Kind == EntryKind.WorkflowRewound)
                record.Forget(program, entry.Node!);
            else if (entry.Node is { } node && HasPassed(program, record, entry))
                record.Note(new Passed(default, node) { Exit = entry.Kind == EntryKind.WaitTimedOut ? Passed.Timeout : null, Result = entry.Detail?.Result });
        }

        return record;
    }

    /// <summary>What came of a node, and of everything that was asked for behind it, counts no more.</summary>
    public void Forget(ScriptProgram program, string node)
    {
        foreach (var asked in program.Asked(this).Select(asked => asked.Name).SkipWhile(name => name != node).ToArray())
            _passed.Remove(asked);
    }

    /// <summary>A message that is given up is no step that is skipped, and a wait whose time is up stays where nothing follows from that.</summary>
    private static bool HasPassed(ScriptProgram program, ScriptRecord record, JournalEntry entry) => entry.Kind switch
    {
        EntryKind.StepCompleted or EntryKind.SleepElapsed or EntryKind.EventReceived => true,
        EntryKind.StepSkipped => entry.Detail?.MessageId is null,
        EntryKind.WaitTimedOut => program.Asked(record).OfType<ProgramWait>().Any(wait => wait.Name == entry.Node && wait.HasTimeoutBranch),
        _ => false,
    };
}
