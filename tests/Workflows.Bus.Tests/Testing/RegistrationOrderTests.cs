using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Testing;

/// <summary>A test takes the registrations of the application and puts those of a test behind them, in whatever order.</summary>
public sealed class RegistrationOrderTests
{
    private static readonly Dictionary<string, Action<IServiceCollection>[]> _orders = new()
    {
        ["application, MassTransit's harness, ours"] = [Application, MassTransitsHarness, Ours],
        ["application, ours, MassTransit's harness"] = [Application, Ours, MassTransitsHarness],
        ["application on real services, MassTransit's harness, ours"] = [ApplicationOnServices, MassTransitsHarness, Ours],
        ["application on real services, ours, MassTransit's harness"] = [ApplicationOnServices, Ours, MassTransitsHarness],
        ["application, ours"] = [Application, Ours],
        ["MassTransit's harness with the workflows, ours"] = [WorkflowsInHarness, Ours],
        ["application, MassTransit's harness twice, ours"] = [Application, MassTransitsHarness, MassTransitsHarness, Ours],
    };

    public static TheoryData<string> Orders => new(_orders.Keys);

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Workflows_run_in_any_order(string order)
    {
        await using var provider = Build(_orders[order]);
        var harness = provider.GetRequiredService<WorkflowTestHarness>();

        var walkId = Guid.NewGuid();
        await harness.PublishAsync(new WalkBegan(walkId));
        var run = harness.SingleRunOf<Walk>();
        run.ShouldBeAt("rest");
        await harness.AdvanceAsync(TimeSpan.FromDays(1));
        await harness.PublishAsync(new RainCame(walkId));

        run.ShouldBe(WorkflowStatus.Completed);
        harness.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Workflows_run_under_MassTransits_harness_alone()
    {
        await using var provider = Build(Application, MassTransitsHarness);
        var harness = await provider.StartTestHarness();
        var walkId = Guid.NewGuid();

        await harness.Bus.Publish(new WalkBegan(walkId), context => context.MessageId = walkId, TestContext.Current.CancellationToken);

        await using var scope = provider.CreateAsyncScope();
        var instances = scope.ServiceProvider.GetRequiredService<IWorkflowInstances>();
        await Eventually.ShouldBeAsync(
            async () => (await instances.FindAsync([DeterministicId.OfStart(nameof(Walk), walkId)], TestContext.Current.CancellationToken)).SingleOrDefault()?.Status,
            WorkflowStatus.Waiting);
    }

    private static ServiceProvider Build(params Action<IServiceCollection>[] registrations)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        foreach (var register in registrations)
            register(services);

        return services.BuildServiceProvider(validateScopes: true);
    }

    private static void Application(IServiceCollection services) => services.AddMassTransit(x =>
    {
        x.DisableUsageTelemetry();
        x.SetKebabCaseEndpointNameFormatter();
        x.AddDurableWorkflows(w => w.AddWorkflow<Walk>());
        x.UsingInMemory((context, cfg) => cfg.ConfigureEndpoints(context));
    });

    private static void ApplicationOnServices(IServiceCollection services) => services.AddMassTransit(x =>
    {
        x.DisableUsageTelemetry();
        x.AddDurableWorkflows(w => w.AddWorkflow<Walk>().UsePostgres("Host=postgres.invalid", store => store.MigrateAtStart = true));
        x.UsingRabbitMq((context, cfg) =>
        {
            cfg.Host(new Uri("amqp://rabbitmq.invalid"));
            cfg.ConfigureEndpoints(context);
        });
    });

    private static void MassTransitsHarness(IServiceCollection services) => services.AddMassTransitTestHarness(TextWriter.Null);

    private static void WorkflowsInHarness(IServiceCollection services) =>
        services.AddMassTransitTestHarness(TextWriter.Null, x => x.AddDurableWorkflows(w => w.AddWorkflow<Walk>()));

    private static void Ours(IServiceCollection services) => services.AddWorkflowTesting();

    public sealed record WalkBegan(Guid WalkId);

    public sealed record RainCame(Guid WalkId);

    public sealed class Way
    {
        public Guid WalkId { get; set; }
    }

    public sealed class Walk : Workflow<Way>
    {
        protected override void Define(IWorkflowBuilder<Way> flow)
        {
            flow.StartedBy<WalkBegan>(e => new Way { WalkId = e.WalkId });
            flow.Step("left", _ => Task.CompletedTask);
            flow.Sleep("rest", TimeSpan.FromHours(1));
            flow.WaitFor<RainCame>("rain").CorrelatedBy(e => e.WalkId, s => s.WalkId);
        }
    }
}
