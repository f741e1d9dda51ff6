using Workflows;
using Workflows.Compilation;

namespace MassTransit;

/// <summary>Adds workflows to a bus.</summary>
public static class DurableWorkflowRegistrationExtensions
{
    /// <summary>Adds durable workflows: their endpoints, their store, and <c>IWorkflowClient</c>.</summary>
    /// <param name="configurator">The configurator that <c>AddMassTransit</c> hands out.</param>
    /// <param name="configure">Declares workflows, store and settings.</param>
    /// <exception cref="WorkflowDefinitionException">Definitions or settings are wrong; the message lists all faults.</exception>
    public static IBusRegistrationConfigurator AddDurableWorkflows(this IBusRegistrationConfigurator configurator, Action<IDurableWorkflowConfigurator> configure)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        ArgumentNullException.ThrowIfNull(configure);
        var declared = new DurableWorkflowConfigurator();
        configure(declared);
        WorkflowServices.Add(configurator, declared);
        return configurator;
    }

    /// <summary>
    /// Adds only the steps of workflows, to a process that has no access to the store: it takes their step messages and sends the outcomes back.
    /// </summary>
    /// <param name="configurator">The configurator that <c>AddMassTransit</c> hands out.</param>
    /// <param name="configure">Declares the workflows, the same classes as where their instances are; a store has no place here.</param>
    /// <exception cref="WorkflowDefinitionException">Definitions or settings are wrong; the message lists all faults.</exception>
    public static IBusRegistrationConfigurator AddWorkflowStepWorker(this IBusRegistrationConfigurator configurator, Action<IDurableWorkflowConfigurator> configure)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        ArgumentNullException.ThrowIfNull(configure);
        var declared = new DurableWorkflowConfigurator();
        configure(declared);
        if (declared.Stores.Count > 0)
            throw new WorkflowDefinitionException([$"A step worker has no store, but {declared.Stores[0].Name} was called. Leave it out, or use AddDurableWorkflows."]);

        WorkflowServices.AddRemoteSteps(configurator, declared);
        return configurator;
    }
}
