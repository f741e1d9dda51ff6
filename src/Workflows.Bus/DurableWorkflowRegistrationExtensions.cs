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

    /// <summary>
    /// Adds only what people who watch and operate need, to a process that knows none of the workflows: <c>IWorkflowClient</c>, <c>IWorkflowInstances</c>,
    /// <c>IWorkflowInsights</c>, <c>IWorkflowBulk</c> and <c>IWorkflowQuarantine</c> on the store of other processes. It has no endpoints, runs no steps and no timers. Commands go as messages
    /// to the processes that registered the workflow in that store.
    /// </summary>
    /// <param name="configurator">The configurator that <c>AddMassTransit</c> hands out, for a bus on the broker of those processes.</param>
    /// <param name="configure">Declares the store: <c>UsePostgres</c> or <c>UseEntityFramework</c>. Workflows have no place here. Tables are neither created nor upgraded.</param>
    /// <exception cref="WorkflowDefinitionException">Workflows are declared, or no store that other processes share.</exception>
    public static IBusRegistrationConfigurator AddWorkflowMonitoring(this IBusRegistrationConfigurator configurator, Action<IDurableWorkflowConfigurator> configure)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        ArgumentNullException.ThrowIfNull(configure);
        var declared = new DurableWorkflowConfigurator();
        configure(declared);
        if (declared.Workflows.Count > 0)
            throw new WorkflowDefinitionException(["Monitoring knows no workflows, but some were added. Leave them out, or use AddDurableWorkflows."]);

        if (declared.Stores.Count == 0 || declared.Stores[0].Options is null)
            throw new WorkflowDefinitionException(["Monitoring needs the store that the processes with the workflows share. Call UsePostgres(connectionString) or UseEntityFramework<TDbContext>()."]);

        WorkflowServices.AddMonitoring(configurator, declared);
        return configurator;
    }
}
