using Workflows.Instances;

namespace Workflows.TestWorker.Crashes;

/// <summary>Transitions that this process stored, and those that met a conflict.</summary>
internal sealed class CommitCount
{
    private int _committed;
    private int _conflicted;

    public void Note(CommitResult result)
    {
        if (result == CommitResult.Committed)
            Interlocked.Increment(ref _committed);
        else if (result == CommitResult.Conflict)
            Interlocked.Increment(ref _conflicted);
    }

    public override string ToString() => $"commits {_committed} conflicts {_conflicted}";
}
