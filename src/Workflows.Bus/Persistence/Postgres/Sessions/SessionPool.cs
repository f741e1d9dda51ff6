using System.Collections.Concurrent;
using Npgsql;

namespace Workflows.Persistence.Postgres.Sessions;

/// <summary>A few sessions for one kind of work, opened when they are first needed and replaced when they break.</summary>
internal sealed class SessionPool(Func<NpgsqlConnection> connect, int size, Breakage breakage, PoolerGate? gate = null) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(size, size);
    private readonly ConcurrentStack<Session> _idle = new();
    private volatile bool _disposed;

    public async Task<T> RunAsync<T>(Func<Session, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _free.WaitAsync(cancellationToken);
        try
        {
            var session = await TakeAsync(cancellationToken);
            try
            {
                return await work(session, cancellationToken);
            }
            finally
            {
                await ReturnAsync(session);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        while (_idle.TryPop(out var session))
            await session.DisposeAsync();
    }

    private async ValueTask<Session> TakeAsync(CancellationToken cancellationToken)
    {
        while (_idle.TryPop(out var idle))
        {
            if (idle.OpenedAfter == breakage.Count)
                return idle;

            _ = DiscardAsync(idle);
        }

        if (gate is not null)
            await gate.EnterAsync(cancellationToken);

        return await Session.OpenAsync(connect(), breakage.Count, cancellationToken, hasState: gate?.AllowsState ?? true);
    }

    /// <summary>What it is connected to is most likely gone and would be waited for in vain: whoever wants a session does not wait with it.</summary>
    private static async Task DiscardAsync(Session session)
    {
        try
        {
            await session.DisposeAsync();
        }
        catch (Exception)
        {
            // It broke, as was to be expected.
        }
    }

    private async ValueTask ReturnAsync(Session session)
    {
        if (!session.IsOpen)
            breakage.Note();

        if (session.IsOpen && !_disposed)
            _idle.Push(session);
        else
            await session.DisposeAsync();
    }
}
