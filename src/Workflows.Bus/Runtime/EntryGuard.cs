using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Diagnostics;

namespace Workflows.Runtime;

/// <summary>
/// Stands at every entry for applications and people: a call ends within its limit, and where the store is the reason, says what is wrong with it. What only
/// asks is told so at once; what changes something waits for the store as long as it may.
/// </summary>
internal sealed class EntryGuard(StoreReadiness readiness, StoreProbe probe, DurableWorkflowOptions options, TimeProvider time, IServiceProvider provider)
{
    /// <summary>Timers of .NET are set for 49 days at most: who may wait for longer has limits for the parts alone.</summary>
    private static readonly TimeSpan _longestTimer = TimeSpan.FromDays(40);

    /// <param name="call">The call.</param>
    /// <param name="isQuestion">It changes nothing.</param>
    /// <param name="longer">For how long it may wait on purpose; null: for ever, in parts that have limits of their own.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WorkflowStoreUnavailableException">The store is the reason that it failed or took too long.</exception>
    /// <exception cref="WorkflowTimeoutException">It took too long for another reason.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, bool isQuestion, TimeSpan? longer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        longer = longer > _longestTimer ? null : longer;
        using var limit = new EntryLimit(options.CallTimeLimit + (longer ?? TimeSpan.Zero), time, cancellationToken);
        try
        {
            if (!readiness.IsReady)
                await EnterAsync(isQuestion, limit.Token);

            var end = longer is null ? cancellationToken : limit.Token;
            return await ExplainAsync(() => call(end).WaitAsync(end));
        }
        catch (OperationCanceledException exception) when (limit.HasPassed && !cancellationToken.IsCancellationRequested)
        {
            throw await LateAsync(isQuestion, exception, cancellationToken);
        }
    }

    private async Task EnterAsync(bool isQuestion, CancellationToken cancellationToken)
    {
        provider.GetService<IStoreOpening>()?.Begin();
        if (!isQuestion)
        {
            await readiness.WaitAsync(cancellationToken);
            return;
        }

        await readiness.WaitForTryAsync(cancellationToken);
        if (readiness.Trouble is { } trouble)
            throw StoreProbe.NotReady(trouble);
    }

    private async Task<T> ExplainAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is not (WorkflowStoreUnavailableException or WorkflowRefusedException or OperationCanceledException) && probe.Explain(exception) is { } explained)
        {
            throw explained;
        }
    }

    private async Task<Exception> LateAsync(bool isQuestion, Exception exception, CancellationToken cancellationToken)
    {
        if (await probe.FailureAsync(cancellationToken) is { } failure)
            return failure;

        var advice = isQuestion ? "Try again." : "It may still be obeyed: look before you repeat it.";
        return new WorkflowTimeoutException($"Nothing came of it within {options.CallTimeLimit.TotalSeconds:0.#} seconds, though the store answers. {advice}", exception);
    }
}
