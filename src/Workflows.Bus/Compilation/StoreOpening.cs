using Workflows.Diagnostics;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Prepares the store once, for whoever needs it first, and tries until it is done.</summary>
internal sealed class StoreOpening(StorePreparation preparation, StoreFailures failures, StoreReadiness readiness, TimeProvider time) : IStoreOpening, IDisposable
{
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private Task? _opening;

    public void Begin() => _ = OpeningAsync();

    public Task WaitAsync(CancellationToken cancellationToken) => readiness.WaitAsync(cancellationToken);

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Cancel();

    /// <exception cref="WorkflowDefinitionException">Something was found with which the application does not want to run.</exception>
    public Task OpeningAsync()
    {
        lock (_lock)
        {
            if (_opening is not null)
                return _opening;

            // Not in the transaction and the trace of whoever happens to be the first to need it.
            using (ExecutionContext.SuppressFlow())
                return _opening = Task.Run(() => OpenAsync(_stop.Token));
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        for (var delay = _firstDelay; !cancellationToken.IsCancellationRequested; delay = delay * 2 < _longestDelay ? delay * 2 : _longestDelay)
        {
            try
            {
                await preparation.RunAsync(cancellationToken);
                readiness.Ready();
                failures.SayReady();
                return;
            }
            catch (WorkflowDefinitionException refused)
            {
                readiness.Failed(refused, refused.Message);
                throw;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                readiness.Failed(exception, failures.Say(exception, delay));
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }
}
