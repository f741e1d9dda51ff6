using System.Globalization;
using Microsoft.AspNetCore.Http;
using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Operations;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Bulk;

/// <summary>Starts and stops operations on many instances, after asking whether the person may.</summary>
internal sealed class BulkDesk(Reads reads, BulkLoader loader, ViewerFactory viewers)
{
    /// <param name="context">The request.</param>
    /// <param name="query">The draft as it was shown.</param>
    /// <param name="shownCount">How many instances the person was told.</param>
    /// <param name="typed">What the person typed to confirm.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Outcome<WorkflowBulkJob>> StartAsync(HttpContext context, PageQuery query, long? shownCount, string? typed, string? reason, CancellationToken cancellationToken)
    {
        var viewer = await viewers.OfAsync(context);
        if (viewer.WhyNotOperate is { } refusal)
            return Outcome.Refused<WorkflowBulkJob>(refusal, StatusCodes.Status403Forbidden);

        var model = await loader.DraftAsync(query, viewer, cancellationToken);
        if (Fault(model, shownCount, typed, reason) is { } fault)
            return Outcome.Refused<WorkflowBulkJob>(fault);

        return await TryAsync(() => reads.BulkAsync(bulk => bulk.StartAsync(model.Draft.ToRequest(shownCount!.Value, viewer.Actor, reason), cancellationToken)));
    }

    public async Task<Outcome<WorkflowBulkJob>> AbortAsync(HttpContext context, Guid jobId, string? reason, CancellationToken cancellationToken)
    {
        var viewer = await viewers.OfAsync(context);
        return viewer.WhyNotOperate is { } refusal
            ? Outcome.Refused<WorkflowBulkJob>(refusal, StatusCodes.Status403Forbidden)
            : await TryAsync(() => reads.BulkAsync(bulk => bulk.AbortAsync(jobId, new OperationOptions(viewer.Actor, reason), cancellationToken)));
    }

    private static string? Fault(BulkDraftModel model, long? shownCount, string? typed, string? reason)
    {
        if (model.WhyNot is { } whyNot)
            return whyNot;

        if (shownCount is null)
            return "The form does not say how many instances were shown.";

        if (string.IsNullOrWhiteSpace(reason))
            return "Give a reason: it is recorded with every instance.";

        return shownCount > BulkDraftModel.TypedAbove && !IsNumber(typed, shownCount.Value)
            ? $"Type {shownCount} to confirm that you mean all of them."
            : null;
    }

    private static bool IsNumber(string? typed, long number) =>
        long.TryParse(typed, NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var given) && given == number;

    private static async Task<Outcome<WorkflowBulkJob>> TryAsync(Func<Task<WorkflowBulkJob>> run)
    {
        try
        {
            return new Outcome<WorkflowBulkJob>(await run());
        }
        catch (WorkflowRefusedException refused)
        {
            return Outcome.Refused<WorkflowBulkJob>(refused);
        }
    }
}
