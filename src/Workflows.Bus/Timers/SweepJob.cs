using Quartz;

namespace Workflows.Timers;

/// <summary>Runs <see cref="SweepRound"/> in one process at every tick. Its name is stored by Quartz.</summary>
[DisallowConcurrentExecution]
internal sealed class SweepJob(SweepRound round) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await round.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process is stopping; the next tick is another's.
        }
    }
}
