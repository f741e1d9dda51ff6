using Microsoft.Extensions.Logging;
using Workflows.Contracts;

namespace Workflows.Operations.Bulk;

/// <summary>Everything that is logged of operations on many instances. Event ids 1500 to 1599 are its own and never change their meaning.</summary>
internal static partial class BulkLog
{
    [LoggerMessage(1500, LogLevel.Information, "Accepted job {JobId}: {Operation} of {Count} instances, by {Actor}.")]
    public static partial void Accepted(ILogger logger, Guid jobId, WorkflowBulkOperation operation, long count, string? actor);

    [LoggerMessage(1501, LogLevel.Information, "Completed job {JobId}.")]
    public static partial void Completed(ILogger logger, Guid jobId);

    [LoggerMessage(1502, LogLevel.Information, "Aborted job {JobId}, by {Actor}, behind {TakenCount} of {Count} instances and the batch that is under way.")]
    public static partial void Aborted(ILogger logger, Guid jobId, string? actor, long takenCount, long count);

    [LoggerMessage(1503, LogLevel.Warning, "The operation of job {JobId} on instance {InstanceId} failed, in attempt {Attempt} of its batch.")]
    public static partial void RowFailed(ILogger logger, Guid jobId, Guid instanceId, int attempt, Exception exception);

    [LoggerMessage(1504, LogLevel.Warning, "A batch of job {JobId} took longer than it may; another process has taken it over and records what came of it.")]
    public static partial void BatchLost(ILogger logger, Guid jobId);

    [LoggerMessage(1505, LogLevel.Warning, "Jobs could not be worked on; trying again at the next look.")]
    public static partial void RoundFailed(ILogger logger, Exception exception);

    [LoggerMessage(1506, LogLevel.Debug, "No process could be told of job {JobId}; one finds it at its next look.")]
    public static partial void NobodyTold(ILogger logger, Guid jobId, Exception exception);
}
