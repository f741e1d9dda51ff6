using MassTransit;
using Workflows.Contracts;

namespace Workflows.Steps;

/// <summary>An attempt that this process reports to its instance, and what the instance answers.</summary>
internal sealed class ReportedRun(ReportAnswers owner, RunningStep run, ExecuteStep message) : IDisposable
{
    private volatile TaskCompletionSource<bool>? _claim;

    /// <summary>The same for all of its reports: an answer that comes late tells as much.</summary>
    public Guid RequestId { get; } = NewId.NextGuid();

    public RunningStep Run => run;

    public ExecuteStep Message => message;

    /// <summary>Its start has been reported, or was to be.</summary>
    public bool IsClaimed => _claim is not null;

    /// <summary>Waits for an answer, and does without it where none comes in time.</summary>
    /// <param name="ask">Sends the report. False: it could not be sent.</param>
    /// <param name="patience">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The delivery is lost.</exception>
    public async Task<bool> TryClaimAsync(Func<Task<bool>> ask, CancellationToken patience)
    {
        var claim = _claim = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            if (await ask())
                return await claim.Task.WaitAsync(patience);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // None came in time, or the delivery is lost.
        }

        // An answer that comes from now on finds the attempt begun.
        claim.TrySetResult(true);
        run.Token.ThrowIfCancellationRequested();
        return await claim.Task;
    }

    /// <returns>Whether an attempt that had begun is ended by it.</returns>
    public bool Hear(bool isOurs) => _claim?.TrySetResult(isOurs) != true && !isOurs && run.TryEnd();

    public void Dispose() => owner.Remove(this);
}
