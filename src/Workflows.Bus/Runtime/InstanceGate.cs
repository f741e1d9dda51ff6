namespace Workflows.Runtime;

/// <summary>Inside one process the messages of one instance queue up behind each other, so that they do not run into conflicts.</summary>
internal sealed class InstanceGate
{
    private readonly Dictionary<Guid, Queue<TaskCompletionSource>?> _occupied = [];

    public async ValueTask<Lease> EnterAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (_occupied)
        {
            if (_occupied.TryAdd(instanceId, null))
                return new Lease(this, instanceId);

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_occupied[instanceId] ??= new Queue<TaskCompletionSource>()).Enqueue(turn);
        }

        // Whoever gives up before its turn is passed over when the turn comes.
        using (cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), turn))
            await turn.Task;

        return new Lease(this, instanceId);
    }

    private void Leave(Guid instanceId)
    {
        lock (_occupied)
        {
            var queue = _occupied[instanceId];
            while (queue is not null && queue.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                    return;
            }

            _occupied.Remove(instanceId);
        }
    }

    internal readonly struct Lease(InstanceGate gate, Guid instanceId) : IDisposable
    {
        public void Dispose() => gate.Leave(instanceId);
    }
}
