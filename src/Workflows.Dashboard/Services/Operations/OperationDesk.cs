using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Hosting;
using Workflows.Dashboard.Services.Reading;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>Does what a person asked for, after asking whether that person may. Pages show and hide buttons; this is where it is decided.</summary>
internal sealed class OperationDesk(Reads reads, ViewerFactory viewers, ILogger<OperationDesk> logger)
{
    private const int MaxReason = 2_000;

    public async Task<Outcome<WorkflowOperationAccepted>> RunAsync(HttpContext context, OperationRequest request, CancellationToken cancellationToken) =>
        await RunAsync(context, request.Reason, who => reads.ClientAsync(client => SendAsync(client, request, who, cancellationToken)));

    public async Task<Outcome<WorkflowStartAccepted>> StartAsync(HttpContext context, StartRequest request, CancellationToken cancellationToken) =>
        await RunAsync(context, request.Reason, who => reads.ClientAsync(client => client.StartAsync(request.Workflow, request.State, request.ToOptions(who), cancellationToken)));

    public async Task<Outcome<WorkflowQuarantinedRow>> ReleaseAsync(HttpContext context, Guid id, string? reason, CancellationToken cancellationToken) =>
        await RunAsync(context, reason, who => reads.QuarantineAsync(quarantine => quarantine.ReleaseAsync(id, who, cancellationToken)));

    public async Task<Outcome<WorkflowQuarantinedRow>> DiscardAsync(HttpContext context, Guid id, string? reason, CancellationToken cancellationToken) =>
        await RunAsync(context, reason, who => reads.QuarantineAsync(quarantine => quarantine.DiscardAsync(id, who, cancellationToken)));

    private async Task<Outcome<T>> RunAsync<T>(HttpContext context, string? reason, Func<OperationOptions, Task<T>> run)
    {
        var viewer = await viewers.OfAsync(context);
        if (viewer.WhyNotOperate is { } refusal)
        {
            logger.OperationRefused(viewer.Actor, context.Request.Path, refusal);
            return Outcome.Refused<T>(refusal, StatusCodes.Status403Forbidden);
        }

        if (reason?.Length > MaxReason)
            return Outcome.Refused<T>($"The reason may have {MaxReason} characters, but it has {reason.Length}.");

        try
        {
            return new Outcome<T>(await run(new OperationOptions(viewer.Actor, reason)));
        }
        catch (WorkflowRefusedException refused)
        {
            return Outcome.Refused<T>(refused);
        }
        catch (TimeoutException timeout)
        {
            // The processes with the workflow are elsewhere and silent: they may obey when they are back, and nobody must believe that it is done.
            return Outcome.Refused<T>(timeout.Message, StatusCodes.Status504GatewayTimeout);
        }
        catch (WorkflowStoreUnavailableException unavailable)
        {
            return Outcome.Refused<T>(unavailable.Message, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static Task<WorkflowOperationAccepted> SendAsync(IWorkflowClient client, OperationRequest request, OperationOptions who, CancellationToken cancellationToken)
    {
        var input = new OperationInput(request.InstanceId, who.Actor, who.Reason) { Values = request.Values };
        return request.Kind.MissingIn(input) is { } missing
            ? throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"Say what is still open: {missing.Description}", request.InstanceId)
            : client.RunAsync(request.Kind.Create(input), cancellationToken);
    }
}
