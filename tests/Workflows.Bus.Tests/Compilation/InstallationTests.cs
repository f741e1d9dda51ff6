using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Compilation;

/// <summary>Applications as users write them, right and wrong, and what their start says.</summary>
public sealed class InstallationTests : IDisposable
{
    private readonly CapturedLog _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Where_all_is_well_one_line_says_what_there_is()
    {
        using var host = await StartAsync(AddOrder, (context, memory) => memory.ConfigureEndpoints(context));

        (await ReadAsync(host)).Findings.ShouldBeEmpty();
        Said().ShouldBe([(LogLevel.Information, "Workflows are ready: order v3; store memory, bus loopback://localhost.")]);
        (await HealthAsync(host)).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Endpoints_that_nobody_configured_are_an_error_with_the_line_to_add()
    {
        using var host = await StartAsync(AddOrder, (_, memory) => memory.ReceiveEndpoint("mine", _ => { }));

        var finding = (await ReadAsync(host)).Findings.ShouldHaveSingleItem();
        (finding.Kind, finding.Workflow, finding.Version).ShouldBe((WorkflowFindingKind.EndpointNotConfigured, "order", 3));
        finding.Text.ShouldStartWith("order v3: expected the receive endpoints 'Order' and 'OrderSteps' and 'WorkflowCommands' on the bus, but nobody configured them");
        finding.Text.ShouldContain("Add cfg.ConfigureEndpoints(context)");
        Said().ShouldHaveSingleItem().Level.ShouldBe(LogLevel.Error);
        (await HealthAsync(host)).ShouldSatisfyAllConditions(
            health => health.Status.ShouldBe(HealthStatus.Unhealthy),
            health => health.Description.ShouldBe(finding.Text));
    }

    [Fact]
    public async Task A_worker_of_steps_without_endpoints_says_so_too()
    {
        using var host = await StartAsync(null, (_, _) => { }, x => x.AddWorkflowStepWorker(AddStep));

        var finding = (await ReadAsync(host)).Findings.ShouldHaveSingleItem();
        finding.Text.ShouldStartWith("order v3: expected the receive endpoint 'OrderSteps' on the bus, but nobody configured it");
    }

    [Fact]
    public async Task A_process_without_workflows_is_an_error_unless_it_schedules()
    {
        using var idle = await StartAsync(workflows => workflows.UseInMemory(), (context, memory) => memory.ConfigureEndpoints(context));
        (await ReadAsync(idle)).Findings.ShouldHaveSingleItem().Kind.ShouldBe(WorkflowFindingKind.NoWorkflow);

        using var scheduler = await StartAsync(workflows => workflows.UseInMemory(), (context, memory) =>
        {
            memory.UseWorkflowMessageScheduler(context);
            memory.ReceiveEndpoint("mine", _ => { });
        });
        (await ReadAsync(scheduler)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_application_may_refuse_to_start_with_a_finding()
    {
        var refused = await Should.ThrowAsync<WorkflowDefinitionException>(() => StartAsync(
            workflows => AddOrder(workflows.RefuseToStartOn(WorkflowFindingKind.ClockOff, WorkflowFindingKind.EndpointNotConfigured)), (_, _) => { }));

        refused.Faults.ShouldHaveSingleItem().ShouldStartWith("order v3: expected the receive endpoints");
    }

    [Fact]
    public async Task What_it_does_not_refuse_does_not_keep_it_from_starting()
    {
        using var host = await StartAsync(workflows => AddOrder(workflows.RefuseToStartOn(WorkflowFindingKind.ClockOff)), (_, _) => { });
        (await ReadAsync(host)).Findings.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_application_may_refuse_to_start_without_its_store()
    {
        var refused = await Should.ThrowAsync<WorkflowDefinitionException>(() => StartAsync(
            workflows => AddOrder(workflows.RefuseToStartOn(WorkflowFindingKind.StoreUnavailable).Configure(options => options.CallTimeLimit = TimeSpan.FromSeconds(1))),
            (context, memory) => memory.ConfigureEndpoints(context),
            services: services => TroubledStore.AddTo(services).Error = new System.Net.Sockets.SocketException(111)));

        refused.Faults.ShouldBe(["The store of workflows cannot be reached or is not ready: Connection refused."]);
    }

    private static void AddOrder(IDurableWorkflowConfigurator workflows) => AddStep(workflows);

    private static void AddStep(IDurableWorkflowConfigurator workflows) =>
        workflows.AddWorkflow(() => new InlineWorkflow<Order>(flow => flow.Step("pay", (StepContext<Order> _) => Task.CompletedTask)));

    private static async Task<WorkflowInstallation> ReadAsync(IHost host)
    {
        var installation = host.Services.GetRequiredService<IWorkflowInstallation>();
        await Eventually.ShouldHoldAsync(() => installation.Read().At is not null);
        return installation.Read();
    }

    private static async Task<HealthReportEntry> HealthAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token)).Entries["workflows-installation"];

    private IEnumerable<(LogLevel Level, string Message)> Said() =>
        _log.Lines.Where(line => line.EventId is >= 1300 and < 1400).Select(line => (line.Level, line.Message));

    private async Task<IHost> StartAsync(
        Action<IDurableWorkflowConfigurator>? declare,
        Action<IBusRegistrationContext, IInMemoryBusFactoryConfigurator> bus,
        Action<IBusRegistrationConfigurator>? registration = null,
        Action<IServiceCollection>? services = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(_log);
        builder.Services.AddMassTransit(x =>
        {
            if (declare is not null)
                x.AddDurableWorkflows(declare);

            registration?.Invoke(x);
            x.UsingInMemory(bus);
        });
        services?.Invoke(builder.Services);
        var host = builder.Build();
        try
        {
            await host.StartAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
            if (declare is not null)
                await Eventually.ShouldHoldAsync(() => _log.Lines.Any(line => line.EventId is 1300 or 1302 or 1303));

            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
