using System.Collections.Concurrent;

namespace Workflows.Runtime;

/// <summary>
/// What this process is sending. Whoever repairs what another left undone cannot see whether that other is gone or only slow; where both are in this
/// process, this tells them.
/// </summary>
internal sealed class SendsUnderWay
{
    private readonly ConcurrentDictionary<SendKey, TaskCompletionSource> _underWay = new();

    /// <returns>To be disposed when it is sent, and that is recorded; null: somebody else in this process is at it.</returns>
    public Claim? TryBegin(SendKey key)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _underWay.TryAdd(key, end) ? new Claim(this, key, end) : null;
    }

    /// <summary>Waits for the end of what is under way, if it is. How it ended is told by what is stored.</summary>
    public Task EndOf(SendKey key) => _underWay.TryGetValue(key, out var end) ? end.Task : Task.CompletedTask;

    internal sealed class Claim(SendsUnderWay owner, SendKey key, TaskCompletionSource end) : IDisposable
    {
        public void Dispose()
        {
            owner._underWay.TryRemove(key, out _);
            end.TrySetResult();
        }
    }
}

/// <summary>A held message by its id, or a step message by instance, token and attempt.</summary>
internal readonly record struct SendKey(Guid Id, int Token = 0, int Attempt = 0);
