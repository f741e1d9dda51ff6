using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Hosting;
using Workflows.Dashboard.Services.Operations;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Bulk;

/// <summary>Starts and stops operations on many instances, after asking whether the person may.</summary>
internal sealed class BulkDesk(Reads reads, BulkLoader loader, ViewerFactory viewers, ILogger<BulkDesk> logger)
{
    /// <param name="context">The request.</param>
    /// <param name="query">The draft as it was shown.</param>
    /// <param name="given">What the person gave with it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Outcome<WorkflowBulkJob>> StartAsync(HttpContext context, PageQuery query, BulkConfirmation given, CancellationToken cancellationToken)
    {
        var viewer = await viewers.OfAsync(context);
        if (viewer.WhyNotOperate is { } whyNot)
            return Forbidden(context, viewer, whyNot);

        var model = await loader.DraftAsync(query, viewer, cancellationToken);
        if (Fault(model, given) is { } fault)
            return Outcome.Refused<WorkflowBulkJob>(fault);

        return await TryAsync(() => reads.BulkAsync(bulk => bulk.StartAsync(model.Draft.ToRequest(given, viewer.Actor), cancellationToken)));
    }

    public async Task<Outcome<WorkflowBulkJob>> AbortAsync(HttpContext context, Guid jobId, string? reason, CancellationToken cancellationToken)
    {
        var viewer = await viewers.OfAsync(context);
        return viewer.WhyNotOperate is { } whyNot
            ? Forbidden(context, viewer, whyNot)
            : await TryAsync(() => reads.BulkAsync(bulk => bulk.AbortAsync(jobId, new OperationOptions(viewer.Actor, reason), cancellationToken)));
    }

    private Outcome<WorkflowBulkJob> Forbidden(HttpContext context, Viewer viewer, string whyNot)
    {
        logger.OperationRefused(viewer.Actor, context.Request.Path, whyNot);
        return Outcome.Refused<WorkflowBulkJob>(whyNot, StatusCodes.Status403Forbidden);
    }

    private static string? Fault(BulkDraftModel model, BulkConfirmation given)
    {
        if (model.WhyNot is { } whyNot)
            return whyNot;

        if (given.ShownCount is not { } shownCount)
            return "The form does not say how many instances were shown.";

        if (string.IsNullOrWhiteSpace(given.Reason))
            return "Give a reason: it is recorded with every instance.";

        return shownCount > BulkDraftModel.TypedAbove && !IsNumber(given.Typed, shownCount)
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
        catch (TimeoutException timeout)
        {
            return Outcome.Refused<WorkflowBulkJob>(timeout.Message, StatusCodes.Status504GatewayTimeout);
        }
        catch (WorkflowStoreUnavailableException unavailable)
        {
            return Outcome.Refused<WorkflowBulkJob>(unavailable.Message, StatusCodes.Status503ServiceUnavailable);
        }
    }
}
