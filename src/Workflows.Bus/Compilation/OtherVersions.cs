using MassTransit;
using Workflows.Definition;
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

    /// <summary>A version with an endpoint of its own gets the event there. One that shares this endpoint has no other copy of it.</summary>
    /// <exception cref="UnknownVersionException">No process that takes messages from the endpoint knows the version.</exception>
    public async Task PassEventOnAsync<T>(WorkflowInstance instance, WorkflowPlan plan, ConsumeContext<T> context)
        where T : class
    {
        var theirs = await addresses.FindAsync(instance.Workflow, instance.Version, context.CancellationToken);
        if (theirs == addresses.Of(plan) && !await PassedOn.TryReturnAsync(context))
            throw new UnknownVersionException($"Instance {instance.Id} listens for {typeof(T).Name}, but no process that took the event knows {instance.Workflow} v{instance.Version}. Register that version, then move the event from the error queue back to the endpoint.");
    }
}
