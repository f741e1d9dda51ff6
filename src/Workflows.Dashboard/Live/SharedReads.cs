using System.Collections.Concurrent;

namespace Workflows.Dashboard.Live;

/// <summary>
/// Keeps what was read for a moment, so that tabs that show the same ask once, and a page that becomes live does not ask again for what it just showed.
/// </summary>
internal sealed class SharedReads(TimeProvider time)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private const int MaxKept = 200;

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <param name="key">Names what is read and for whom: what a viewer may see is part of it.</param>
    /// <param name="read">Reads it. Must not depend on anything that ends with the caller.</param>
    public async Task<T> GetAsync<T>(string key, Func<Task<T>> read)
    {
        var now = time.GetUtcNow();
        if (_kept.TryGetValue(key, out var kept) && now - kept.At < KeptFor && !kept.Task.IsFaulted && !kept.Task.IsCanceled)
            return await (Task<T>)kept.Task;

        if (_kept.Count >= MaxKept)
            Forget(now);

        var task = read();
        _kept[key] = new Kept(now, task);
        return await task;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, kept) in _kept)
        {
            if (now - kept.At >= KeptFor)
                _kept.TryRemove(key, out _);
        }
    }

    private sealed record Kept(DateTimeOffset At, Task Task);
}
