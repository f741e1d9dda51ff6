namespace Workflows.Persistence.Postgres.Sessions;

/// <summary>
/// Counts sessions that broke. What broke one, a restart of the server or of something on the way, has most likely broken all: those opened
/// before it are replaced unseen, instead of each making a failure of its own.
/// </summary>
internal sealed class Breakage
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Note() => Interlocked.Increment(ref _count);
}
