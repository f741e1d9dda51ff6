namespace Workflows.Runtime;

/// <summary>How long a call from outside may still take. Work that goes on in parts, and shows it, is given the whole time for each of them.</summary>
internal sealed class EntryLimit : IDisposable
{
    private static readonly AsyncLocal<EntryLimit?> _current = new();

    private readonly TimeSpan _length;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _either;

    public EntryLimit(TimeSpan length, TimeProvider time, CancellationToken cancellationToken)
    {
        _length = length;
        _limit = new CancellationTokenSource(length, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellationToken);
        _current.Value = this;
    }

    public CancellationToken Token => _either.Token;

    public bool HasPassed => _limit.IsCancellationRequested;

    /// <summary>A part of the call that is under way is done.</summary>
    public static void NoteProgress()
    {
        if (_current.Value is { HasPassed: false } limit)
            limit._limit.CancelAfter(limit._length);
    }

    public void Dispose()
    {
        _current.Value = null;
        _either.Dispose();
        _limit.Dispose();
    }
}
