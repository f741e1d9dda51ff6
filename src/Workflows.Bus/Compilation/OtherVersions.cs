using MassTransit;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Messages that come here for an instance on a version that is known to other processes only, as in the middle of a deployment.</summary>
internal sealed class OtherVersions(WorkflowRegistry registry, InstanceAddresses addresses)
{
    public bool Has(WorkflowInstance instance) => registry.Find(instance.Workflow, instance.Version) is null;

    /// <summary>Whether another process should have the message: it is not for a version known here, and has not been passed on too often.</summary>
    public bool Take(WorkflowInstance instance, ConsumeContext context) => Has(instance) && PassedOn.IsPossible(context);

    public async Task PassOnAsync<T>(WorkflowInstance instance, ConsumeContext<T> context)
        where T : class
    {
        if (await addresses.FindAsync(instance.Workflow, instance.Version, context.CancellationToken) is { } address)
            await PassedOn.TryAsync(context, address);
        else
            await PassedOn.TryReturnAsync(context);
    }
}
