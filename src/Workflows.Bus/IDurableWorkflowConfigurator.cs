using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Workflows.Contracts;

namespace Workflows;

/// <summary>Takes the workflows of a bus, their store and their settings.</summary>
public interface IDurableWorkflowConfigurator
{
    /// <summary>Registers a workflow and the classes of its steps.</summary>
    IDurableWorkflowConfigurator AddWorkflow<TWorkflow>(Action<WorkflowOptions>? configure = null)
        where TWorkflow : Workflow, new();

    /// <summary>Registers a workflow whose definition takes something from the outside, such as times from the configuration.</summary>
    /// <param name="create">Makes the object that declares the workflow; called once.</param>
    /// <param name="configure">Settings of its endpoints.</param>
    IDurableWorkflowConfigurator AddWorkflow<TWorkflow>(Func<TWorkflow> create, Action<WorkflowOptions>? configure = null)
        where TWorkflow : Workflow;

    /// <summary>
    /// Registers every public workflow class of the assemblies that is not abstract. One without a public parameterless constructor is refused at the start, unless
    /// <see cref="AddWorkflow{TWorkflow}(Func{TWorkflow}, Action{WorkflowOptions}?)"/> registers it, too.
    /// </summary>
    IDurableWorkflowConfigurator AddWorkflows(params Assembly[] assemblies);

    /// <summary>Keeps everything in the memory of this process, lost with it: for development and tests. The default.</summary>
    IDurableWorkflowConfigurator UseInMemory();

    /// <summary>Keeps everything in a PostgreSQL database, through a connection pool of its own.</summary>
    IDurableWorkflowConfigurator UsePostgres(string connectionString, Action<PostgresStoreOptions>? configure = null);

    /// <summary>
    /// Keeps everything in the database of the application's own context, whose model contains <c>modelBuilder.AddWorkflows()</c>. The schema is the one
    /// that was given there.
    /// </summary>
    IDurableWorkflowConfigurator UseEntityFramework<TDbContext>(Action<WorkflowStoreOptions>? configure = null)
        where TDbContext : DbContext;

    /// <summary>Settings of a queue that steps asked for with <c>OnQueue</c>.</summary>
    IDurableWorkflowConfigurator ConfigureStepQueue(string name, Action<WorkflowEndpointOptions> configure);

    /// <summary>How long an event of this type is kept that no instance listens for yet. Zero: not at all.</summary>
    IDurableWorkflowConfigurator KeepUnmatched<TEvent>(TimeSpan window)
        where TEvent : class;

    /// <summary>
    /// Has instances carry a header of the events that start and wake them, as the tenant: it is stored with the instance, is in <see cref="StepContext.Headers"/>,
    /// and goes with its step messages and with every message that its steps publish or send. Of several values the instance keeps the first.
    /// </summary>
    /// <param name="name">Name of the header, 1 to 100 printable characters that do not begin with <c>MT-</c>. Upper and lower case are the same.</param>
    IDurableWorkflowConfigurator CarryHeader(string name);

    /// <summary>How states are written as JSON: converters, contexts, naming. Once instances exist, what they were written with must stay readable.</summary>
    IDurableWorkflowConfigurator ConfigureJson(Action<JsonSerializerOptions> configure);

    /// <summary>
    /// Fails the start of the host where one of these things is found (default: none; they are logged and turn the health check). The start waits for the store
    /// for <c>CallTimeLimit</c> at most; where it comes later, the process is stopped then. With <see cref="WorkflowFindingKind.StoreUnavailable"/> it fails without the store.
    /// </summary>
    /// <param name="kinds">The kinds; further calls add to them. See the table of findings in docs/operations.md.</param>
    IDurableWorkflowConfigurator RefuseToStartOn(params WorkflowFindingKind[] kinds);

    /// <summary>Settings of all workflows.</summary>
    IDurableWorkflowConfigurator Configure(Action<DurableWorkflowOptions> configure);
}
