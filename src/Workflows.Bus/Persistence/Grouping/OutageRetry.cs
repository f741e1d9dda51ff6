namespace Workflows.Persistence.Grouping;

/// <summary>Waits with growing delays for a store that cannot be reached.</summary>
/// <param name="availability">Where it is noted.</param>
/// <param name="isOutage">Tells a store that cannot be reached from a store that refuses.</param>
/// <param name="reasonOf">What to say of it.</param>
/// <param name="time">The clock.</param>
internal sealed class OutageRetry(StoreAvailability availability, Func<Exception, bool> isOutage, Func<Exception, string> reasonOf, TimeProvider time)
{
    /// <returns>The result; null after an outage and the wait that follows it: try again.</returns>
    public async Task<T?> TryAsync<T>(Func<Task<T>> call, int attempt, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var result = await call();
            availability.Reached();
            return result;
        }
        catch (Exception exception) when (isOutage(exception))
        {
            var delay = Backoff.After(attempt);
            availability.Failed(exception, reasonOf(exception), attempt, delay);
            await Task.Delay(delay, time, cancellationToken);
            return null;
        }
    }

    /// <summary>Tries again until it succeeds or the caller gives up. What is called must be harmless to repeat.</summary>
    public async Task<T> InsistAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAsync(async () => new Answer<T>(await call()), attempt, cancellationToken) is { } answer)
                return answer.Value;
        }
    }

    /// <inheritdoc cref="InsistAsync{T}"/>
    public Task InsistAsync(Func<Task> call, CancellationToken cancellationToken) =>
        InsistAsync(async () =>
        {
            await call();
            return true;
        }, cancellationToken);

    private sealed record Answer<T>(T Value);
}
