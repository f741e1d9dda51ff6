using System.Reflection;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Definition;
using Workflows.Operations;
using Workflows.Steps;

namespace Workflows.Compilation;

/// <summary>One workflow that was added: its declarations, its settings, and how it is registered with MassTransit.</summary>
internal abstract class WorkflowRegistration
{
    public WorkflowOptions Options { get; } = new();

    public abstract Type WorkflowType { get; }

    public abstract WorkflowSyntax Describe();

    /// <summary>Registers state machine, saga repository, step queue and command consumer.</summary>
    public abstract void Register(IBusRegistrationConfigurator configurator);

    /// <summary>Registers the step queue alone, for a process without the store.</summary>
    public abstract void RegisterRemote(IBusRegistrationConfigurator configurator);

    /// <param name="workflowType">A class with a public parameterless constructor.</param>
    public static WorkflowRegistration Of(Type workflowType) =>
        (WorkflowRegistration)_ofType.MakeGenericMethod(workflowType).Invoke(null, null)!;

    private static WorkflowRegistration<TWorkflow> OfType<TWorkflow>()
        where TWorkflow : Workflow, new() => new(static () => new TWorkflow());

    private static readonly MethodInfo _ofType = typeof(WorkflowRegistration).GetMethod(nameof(OfType), BindingFlags.NonPublic | BindingFlags.Static)!;
}

internal sealed class WorkflowRegistration<TWorkflow>(Func<TWorkflow> create) : WorkflowRegistration
    where TWorkflow : Workflow
{
    public override Type WorkflowType => typeof(TWorkflow);

    public override WorkflowSyntax Describe() => create().Describe();

    public override void Register(IBusRegistrationConfigurator configurator)
    {
        configurator.AddSagaStateMachine<WorkflowStateMachine<TWorkflow>, WorkflowSaga<TWorkflow>>(typeof(WorkflowSagaDefinition<TWorkflow>))
            .Repository(repository => repository.AddSingleton<ISagaRepositoryContextFactory<WorkflowSaga<TWorkflow>>>(provider => provider.GetRequiredService<WorkflowSagaRepository<TWorkflow>>()));
        configurator.AddSingleton<WorkflowSagaRepository<TWorkflow>>();
        configurator.AddSingleton<ISagaRepositoryDecoratorRegistration<WorkflowSaga<TWorkflow>>, OwnRepository<TWorkflow>>();
        configurator.AddConsumer<ExecuteStepConsumer<TWorkflow>>(typeof(ExecuteStepDefinition<ExecuteStepConsumer<TWorkflow>, TWorkflow>));
        configurator.AddConsumer<WorkflowCommandConsumer<TWorkflow>>(typeof(WorkflowCommandDefinition<TWorkflow>));
    }

    public override void RegisterRemote(IBusRegistrationConfigurator configurator) =>
        configurator.AddConsumer<RemoteStepConsumer<TWorkflow>>(typeof(ExecuteStepDefinition<RemoteStepConsumer<TWorkflow>, TWorkflow>));
}
