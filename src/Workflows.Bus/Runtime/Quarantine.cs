using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>
/// Takes note of rows that fail. One that failed <see cref="QuarantineRules.MaxTries"/> times for what is in it is left alone from then on, which is said once: in the log, in the
/// metrics and in the report of the installation.
/// </summary>
internal sealed class Quarantine(IQuarantineStore store, IStoreErrors errors, WorkflowMetrics metrics, TimeProvider time, ILogger<Quarantine> logger)
{
    /// <summary>Tries that lie back as far count for nothing.</summary>
    private static readonly TimeSpan _memory = TimeSpan.FromDays(1);

    /// <summary>What fails for a reason that may pass is not noted. It never throws: the row is tried again, and noted then.</summary>
    /// <returns>Whether the row is set aside.</returns>
    public async Task<bool> NoteAsync(PoisonRow row, Exception exception, CancellationToken cancellationToken)
    {
        if (!Poison.Is(exception) || errors.ReasonOf(exception) is not null)
            return false;

        try
        {
            var reason = ErrorText.Short(ExceptionText.MessageOf(exception))!;
            var note = await store.NoteAsync(row with { Reason = reason }, time.GetUtcNow(), cancellationToken);
            if (note is { IsNew: true })
            {
                metrics.RowQuarantined(row.Kind);
                RuntimeLog.Quarantined(logger, row.Kind, row.SubjectId, note.TryCount, reason, row.Id, exception);
            }

            return note is { IsQuarantined: true };
        }
        catch (Exception failure)
        {
            RuntimeLog.PoisonNotNoted(logger, row.Kind, row.SubjectId, failure);
            return false;
        }
    }

    public Task<bool> NoteInstanceAsync(Guid instanceId, Exception exception, CancellationToken cancellationToken) =>
        NoteAsync(new PoisonRow(WorkflowQuarantineKind.Instance, instanceId) { InstanceId = instanceId }, exception, cancellationToken);

    public Task ForgetAsync(CancellationToken cancellationToken) => store.ForgetAsync(time.GetUtcNow() - _memory, cancellationToken);
}
