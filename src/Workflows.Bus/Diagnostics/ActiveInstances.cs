using System.Diagnostics.Metrics;
using Workflows.Instances;

namespace Workflows.Diagnostics;

/// <summary>
/// How many instances live in the store. Whoever collects gets the last count at once; one that is older than ten seconds is renewed
/// behind the collection, so that neither collectors nor messages wait for it, and any number of collectors costs one query.
/// </summary>
internal sealed class ActiveInstances(IInsightStore store, TimeProvider time)
{
    private static readonly TimeSpan _freshness = TimeSpan.FromSeconds(10);

    /// <summary>An older count is not shown any more: the store could not be asked.</summary>
    private static readonly TimeSpan _expiry = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private IReadOnlyList<Measurement<long>> _counts = [];
    private DateTimeOffset _countedAt = DateTimeOffset.MinValue;
    private Task _renewal = Task.CompletedTask;

    public void AddTo(Meter meter) =>
        meter.CreateObservableGauge("workflows.instances.active", Observe, "{instance}", "Living instances in the store, the same from every process.");

    internal IReadOnlyList<Measurement<long>> Observe()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_renewal.IsCompleted && now - _countedAt >= _freshness)
                _renewal = RenewAsync();

            return time.GetUtcNow() - _countedAt < _expiry ? _counts : [];
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            var counts = await store.CountOpenAsync(CancellationToken.None);
            Set([.. counts
                .GroupBy(count => (count.Workflow, count.Status))
                .Select(group => new Measurement<long>(
                    group.Sum(count => count.Count),
                    new KeyValuePair<string, object?>(TagNames.Workflow, group.Key.Workflow),
                    new KeyValuePair<string, object?>(TagNames.Status, group.Key.Status.ToString())))]);
        }
        catch (Exception)
        {
            // Said elsewhere, by the health check. The last count is shown for a while yet.
        }
    }

    private void Set(IReadOnlyList<Measurement<long>> counts)
    {
        lock (_lock)
        {
            _counts = counts;
            _countedAt = time.GetUtcNow();
        }
    }
}
