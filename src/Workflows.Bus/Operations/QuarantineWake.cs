using MassTransit;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Lets those know who wait for what was released: instances are offered an event when they are driven on. All else is found by those who look for it anyway.</summary>
internal sealed class QuarantineWake(IBus bus, IQuarantineStore store, IInstanceGateway gateway, InstanceAddresses addresses, ILogger<QuarantineWake> logger)
{
    public async Task ReleasedAsync(WorkflowQuarantinedRow row, CancellationToken cancellationToken)
    {
        if (row is not { Kind: WorkflowQuarantineKind.Event, Workflow: { } workflow })
            return;

        foreach (var listener in await store.FindListenersAsync(row.SubjectId, workflow, cancellationToken))
        {
            try
            {
                if (await gateway.LoadAsync(listener, cancellationToken) is { } instance && await addresses.FindAsync(workflow, instance.Version, cancellationToken) is { } address)
                    await (await bus.GetSendEndpoint(address)).Send(new RedriveWorkflow(listener), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                RuntimeLog.ReleaseNotTold(logger, listener, row.SubjectId, exception);
            }
        }
    }
}
