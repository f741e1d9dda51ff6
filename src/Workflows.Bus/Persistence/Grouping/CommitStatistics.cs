namespace Workflows.Persistence.Grouping;

/// <summary>Tells how many transitions go into one commit.</summary>
internal sealed class CommitStatistics
{
    /// <summary>Called behind every commit with the number of its transitions. It must return at once and not throw.</summary>
    public event Action<int>? Committed;

    public void Note(int transitionCount) => Committed?.Invoke(transitionCount);
}
