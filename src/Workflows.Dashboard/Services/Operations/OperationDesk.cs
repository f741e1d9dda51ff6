using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Hosting;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>Does what a person asked for, after asking whether that person may. Pages show and hide buttons; this is where it is decided.</summary>
internal sealed class OperationDesk(Reads reads, ViewerFactory viewers, ILogger<OperationDesk> logger)
{
    private const int MaxReason = 2_000;

    public async Task<Outcome<WorkflowOperationAccepted>> RunAsync(HttpContext context, OperationRequest request, CancellationToken cancellationToken) =>
        await RunAsync(context, request.Reason, (who, client) => SendAsync(client, request, who, cancellationToken));

    public async Task<Outcome<WorkflowStartAccepted>> StartAsync(HttpContext context, StartRequest request, CancellationToken cancellationToken) =>
        await RunAsync(context, request.Reason, (who, client) => client.StartAsync(request.Workflow, request.State, request.ToOptions(who), cancellationToken));

    private async Task<Outcome<T>> RunAsync<T>(HttpContext context, string? reason, Func<OperationOptions, IWorkflowClient, Task<T>> run)
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
            return new Outcome<T>(await reads.ClientAsync(client => run(new OperationOptions(viewer.Actor, reason), client)));
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
    }

    private static Task<WorkflowOperationAccepted> SendAsync(IWorkflowClient client, OperationRequest request, OperationOptions who, CancellationToken cancellationToken)
    {
        var id = request.InstanceId;
        return request.Kind switch
        {
            OperationKind.Pause => client.PauseAsync(id, who, cancellationToken),
            OperationKind.Resume => client.ResumeAsync(id, who, cancellationToken),
            OperationKind.Retry => client.RetryAsync(id, who, cancellationToken),
            OperationKind.Skip => client.SkipAsync(id, request.Result, who, cancellationToken),
            OperationKind.Rewind when request.Node is { } node => client.RewindAsync(id, node, who, cancellationToken),
            OperationKind.Rewind => throw new WorkflowRefusedException(WorkflowRefusal.UnknownNode, "Choose the node to go back to.", id),
            OperationKind.SendEvent when request.EventType is { } type => client.SendEventAsync(id, type, request.Body ?? "{}", who, cancellationToken),
            OperationKind.SendEvent => throw new WorkflowRefusedException(WorkflowRefusal.UnknownEvent, "Choose the type of the event.", id),
            _ => client.CancelAsync(id, who, cancellationToken),
        };
    }
}
