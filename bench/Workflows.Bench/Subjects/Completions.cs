using System.Collections.Concurrent;

namespace Workflows.Bench.Subjects;

/// <summary>Counts what has come to its end in this process.</summary>
public sealed class Completions
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _single = new();
    private TaskCompletionSource _all = new();
    private int _expected = int.MaxValue;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public Task Expect(int count)
    {
        _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _count, 0);
        Volatile.Write(ref _expected, count);
        return _all.Task;
    }

    public Task Of(Guid id) => _single.GetOrAdd(id, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Completed(Guid id)
    {
        if (_single.TryRemove(id, out var waiting))
            waiting.TrySetResult();

        if (Interlocked.Increment(ref _count) == Volatile.Read(ref _expected))
            _all.TrySetResult();
    }
}
