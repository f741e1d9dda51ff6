using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Runtime;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_the_registration_is_wrong
{
    [Fact]
    public void Every_fault_of_every_workflow_and_setting_comes_in_one_message()
    {
        var exception = Should.Throw<WorkflowDefinitionException>(() => new TestBus(w =>
        {
            w.AddWorkflow(() => new InlineWorkflow<Order>(flow =>
            {
                flow.Step("twice", _ => Task.CompletedTask);
                flow.Step("twice", _ => Task.CompletedTask).Timeout(TimeSpan.Zero).Retry(retry => retry.Constant(0, TimeSpan.Zero));
                flow.WaitFor<TopLevelEvent>("wait").CorrelatedBy(e => e.Id, s => s.OrderId);
                flow.WaitFor<OrderPaid>("uncorrelated");
            }));
            w.AddWorkflow<ThrowingWorkflow>();
            w.AddWorkflow<EmptyWorkflow>(options => options.Steps.PrefetchCount = 0);
            w.ConfigureStepQueue("bilng", _ => { });
            w.KeepUnmatched<OrderShipped>(TimeSpan.FromDays(-1));
            w.Configure(options => options.StaleAfter = TimeSpan.Zero);
            w.UseInMemory().UsePostgres("Host=nowhere");
        }));

        var expected = new[]
        {
            "order v3, node 'twice': expected a name of its own",
            "order v3, node 'twice': expected a step timeout",
            "order v3, node 'twice': expected at least 1 attempt",
            "order v3, node 'wait': expected a message type in a namespace",
            "order v3, node 'uncorrelated'",
            "ThrowingWorkflow: Define threw",
            "Empty v1: expected at least one node",
            "EmptyWorkflow, Steps: expected a PrefetchCount",
            "StaleAfter: expected",
            "KeepUnmatched<OrderShipped>",
            "Expected one store",
        };
        foreach (var text in expected)
            exception.Faults.ShouldContain(fault => fault.Contains(text, StringComparison.Ordinal), $"{text} is missing in: {exception.Message}");

        exception.Faults.ShouldAllBe(fault => exception.Message.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_workflows_whose_classes_are_called_the_same_do_not_share_an_endpoint()
    {
        var exception = await StartFaultAsync(w => w.AddWorkflow<Collisions.Sales.OrderWorkflow>().AddWorkflow<Collisions.Repairs.OrderWorkflow>());
        exception.Faults.Count.ShouldBe(2);
        exception.Faults[0].ShouldBe(
            "Endpoint 'OrderWorkflow': expected one owner, but it is that of the instances of sales v1 (Workflows.Tests.Acceptance.Collisions.Sales.OrderWorkflow) and of the instances of repairs v1 "
            + "(Workflows.Tests.Acceptance.Collisions.Repairs.OrderWorkflow). An endpoint is named after its class, by the endpoint name formatter of the bus: rename one of the classes (its name in "
            + "[Workflow(...)] stays), or take a formatter that tells them apart, such as one with namespaces.");
        exception.Faults[1].ShouldStartWith("Endpoint 'OrderWorkflowSteps'");
    }

    [Theory]
    [InlineData("OrderWorkflow")]
    [InlineData("OrderWorkflowSteps")]
    [InlineData("WorkflowCommands")]
    public async Task A_named_queue_is_not_an_endpoint_of_ours(string queue)
    {
        var exception = await StartFaultAsync(w => w.AddWorkflow<Collisions.Sales.OrderWorkflow>().AddWorkflow(() => new InlineWorkflow<Order>(flow => flow.Step("a", _ => Task.CompletedTask).OnQueue(queue))));
        exception.Faults.ShouldHaveSingleItem().ShouldEndWith($"and of the step queue '{queue}' (OnQueue). Call the queue otherwise, in OnQueue and ConfigureStepQueue.");
    }

    /// <summary>A message to such a queue would be accepted and go nowhere.</summary>
    [Fact]
    public async Task A_queue_has_a_name_that_an_address_can_hold()
    {
        var exception = await StartFaultAsync(w => w.AddWorkflow(() => new InlineWorkflow<Order>(flow => flow.Step("a", _ => Task.CompletedTask).OnQueue("größe#1"))));
        exception.Faults.ShouldHaveSingleItem().ShouldBe(
            "Endpoint 'größe#1': expected a name of letters, digits, '-', '_', '.' and ':', as every address can hold it, for the step queue 'größe#1' (OnQueue). "
            + "Call the queue otherwise, in OnQueue and ConfigureStepQueue.");
    }

    [Fact]
    public async Task A_consumer_of_the_application_is_not_on_an_endpoint_of_ours()
    {
        var exception = await StartFaultAsync(w => w.AddWorkflow<Collisions.Sales.OrderWorkflow>(), x => x.AddConsumer<Collisions.OrderConsumer>().Endpoint(endpoint => endpoint.Name = "OrderWorkflow"));
        exception.Faults.ShouldHaveSingleItem().ShouldBe(
            "Endpoint 'OrderWorkflow': expected one owner, but it is that of the instances of sales v1 (Workflows.Tests.Acceptance.Collisions.Sales.OrderWorkflow) and of "
            + "Workflows.Tests.Acceptance.Collisions.OrderConsumer. Give OrderConsumer an endpoint of another name: .Endpoint(e => e.Name = \"...\").");
    }

    [Fact]
    public async Task An_activity_of_the_application_is_not_on_an_endpoint_of_ours()
    {
        var exception = await StartFaultAsync(
            w => w.AddWorkflow<Collisions.Sales.OrderWorkflow>(),
            x => x.AddExecuteActivity<Collisions.OrderActivity, OrderPaid>().Endpoint(endpoint => endpoint.Name = "OrderWorkflow"));
        exception.Faults.ShouldHaveSingleItem().ShouldEndWith("and of Workflows.Tests.Acceptance.Collisions.OrderActivity. Give OrderActivity an endpoint of another name: .Endpoint(e => e.Name = \"...\").");
    }

    [Fact]
    public async Task A_handler_of_the_application_is_not_on_an_endpoint_of_ours()
    {
        var exception = await StartFaultAsync(
            w => w.AddWorkflow<Collisions.Sales.OrderWorkflow>(),
            x => x.AddConfigureEndpointsCallback((name, endpoint) =>
            {
                if (name == "OrderWorkflow")
                    endpoint.Handler<OrderShipped>(_ => Task.CompletedTask);
            }));
        exception.Faults.ShouldHaveSingleItem().ShouldContain($"and of {typeof(OrderShipped).FullName}. ");
    }

    [Fact]
    public void A_public_workflow_that_nobody_can_make_is_not_left_out_in_silence()
    {
        var assembly = new AssemblyOf(typeof(Collisions.TimedWorkflow), typeof(Collisions.Sales.OrderWorkflow));

        Should.Throw<WorkflowDefinitionException>(() => new TestBus(w => w.AddWorkflows(assembly))).Faults.ShouldHaveSingleItem().ShouldBe(
            "AddWorkflows: expected a public constructor without parameters, but Workflows.Tests.Acceptance.Collisions.TimedWorkflow has none. Register it yourself: AddWorkflow(() => new TimedWorkflow(...)).");
    }

    [Fact]
    public async Task A_workflow_that_is_registered_besides_is_not_missed()
    {
        var assembly = new AssemblyOf(typeof(Collisions.TimedWorkflow), typeof(Collisions.Sales.OrderWorkflow));
        await using var bus = new TestBus(w => w.AddWorkflows(assembly).AddWorkflow(() => new Collisions.TimedWorkflow(TimeSpan.FromHours(1))));

        bus.Get<WorkflowRegistry>().Plans.Select(plan => plan.WorkflowType).ShouldBe([typeof(Collisions.Sales.OrderWorkflow), typeof(Collisions.TimedWorkflow)], ignoreOrder: true);
    }

    private sealed class AssemblyOf(params Type[] types) : System.Reflection.Assembly
    {
        public override Type[] GetExportedTypes() => types;
    }

    [Fact]
    public async Task A_formatter_that_tells_them_apart_is_enough()
    {
        await using var bus = new TestBus(
            w => w.AddWorkflow<Collisions.Sales.OrderWorkflow>().AddWorkflow<Collisions.Repairs.OrderWorkflow>().AddWorkflow(() => new InlineWorkflow<Order>(flow => flow.Step("a", _ => Task.CompletedTask))),
            services => services.AddSingleton<IEndpointNameFormatter>(new DefaultEndpointNameFormatter(includeNamespace: true)));
        await bus.SettleAsync();
    }

    /// <summary>The bus is made when the host starts.</summary>
    private static async Task<WorkflowDefinitionException> StartFaultAsync(Action<IDurableWorkflowConfigurator> declare, Action<IBusRegistrationConfigurator>? messaging = null)
    {
        var exception = await Should.ThrowAsync<Exception>(async () =>
        {
            await using var bus = new TestBus(declare, messaging: messaging);
            await bus.SettleAsync();
        });
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is WorkflowDefinitionException found)
                return found;
        }

        throw exception;
    }

    [Fact]
    public void A_host_that_only_watches_has_no_workflows() =>
        Should.Throw<WorkflowDefinitionException>(() => new ServiceCollection().AddMassTransit(x => x.AddWorkflowMonitoring(w => w.AddWorkflow<EmptyWorkflow>().UsePostgres("Host=nowhere"))))
            .Message.ShouldContain("Monitoring knows no workflows");

    [Fact]
    public void A_host_that_only_watches_shares_a_store()
    {
        Should.Throw<WorkflowDefinitionException>(() => new ServiceCollection().AddMassTransit(x => x.AddWorkflowMonitoring(_ => { }))).Message.ShouldContain("Call UsePostgres");
        Should.Throw<WorkflowDefinitionException>(() => new ServiceCollection().AddMassTransit(x => x.AddWorkflowMonitoring(w => w.UseInMemory()))).Message.ShouldContain("Call UsePostgres");
    }

    [Fact]
    public void A_host_watches_or_works() =>
        Should.Throw<WorkflowDefinitionException>(() => new ServiceCollection().AddMassTransit(x =>
        {
            x.AddDurableWorkflows(w => w.UseInMemory());
            x.AddWorkflowMonitoring(w => w.UsePostgres("Host=nowhere"));
        })).Message.ShouldContain("AddWorkflowMonitoring once per application");

    [Fact]
    public void A_queue_that_no_step_names_is_refused_with_the_nearest_name()
    {
        var exception = Should.Throw<WorkflowDefinitionException>(() => new TestBus(
            flow => flow.Step("charge", _ => Task.CompletedTask).OnQueue("billing"),
            w => w.ConfigureStepQueue("biling", _ => { })));

        exception.Message.ShouldContain("Did you mean 'billing'?");
    }

    [Fact]
    public void The_same_name_and_version_twice_is_refused()
    {
        var exception = Should.Throw<WorkflowDefinitionException>(() => new TestBus(w => w
            .AddWorkflow(() => new InlineWorkflow<Order>(flow => flow.Step("a", _ => Task.CompletedTask)))
            .AddWorkflow<SameNameWorkflow>()));

        exception.Message.ShouldContain("order v3: expected one class per name and version");
    }

    [Fact]
    public void A_second_call_is_refused()
    {
        var services = new ServiceCollection();
        var exception = Should.Throw<WorkflowDefinitionException>(() => services.AddMassTransit(x =>
        {
            x.AddDurableWorkflows(w => w.AddWorkflow<SameNameWorkflow>());
            x.AddDurableWorkflows(w => w.AddWorkflow<SameNameWorkflow>());
        }));

        exception.Message.ShouldContain("once per application");
    }

    [Fact]
    public async Task Missing_services_of_steps_are_named_at_the_start_in_one_message()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.Step<NeedsPrinter>();
            flow.Step("inline", (StepContext<Order> _, IPrinter printer, IFormatProvider format) => Task.CompletedTask);
        });

        var exception = await Should.ThrowAsync<WorkflowDefinitionException>(bus.Harness.EnsureStartedAsync());

        exception.Faults.Count.ShouldBe(3);
        exception.Message.ShouldContain("order v3, node 'NeedsPrinter'");
        exception.Message.ShouldContain(typeof(IPrinter).FullName!);
        exception.Message.ShouldContain(typeof(IFormatProvider).FullName!);
    }

    [Fact]
    public async Task Services_with_a_key_and_steps_that_the_application_makes_itself_are_not_missing()
    {
        await using var bus = new TestBus(
            flow =>
            {
                flow.Step<NeedsKeyedPrinter>();
                flow.Step<NeedsPrinter>();
            },
            services: services =>
            {
                services.AddKeyedSingleton<IPrinter, Printer>("laser");
                services.AddScoped(_ => new NeedsPrinter(new Printer()));
            });

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public async Task An_unknown_workflow_is_refused_with_the_nearest_name()
    {
        await using var bus = new TestBus(flow => flow.Step("a", _ => Task.CompletedTask));
        await bus.Harness.EnsureStartedAsync();

        var refused = await Should.ThrowAsync<WorkflowRefusedException>(bus.Client.StartAsync("ordr", new Order(), cancellationToken: TestContext.Current.CancellationToken));

        refused.Refusal.ShouldBe(WorkflowRefusal.UnknownWorkflow);
        refused.Message.ShouldContain("Did you mean 'order'?");
    }

    public interface IPrinter;

    public sealed class Printer : IPrinter;

    public sealed class NeedsPrinter(IPrinter printer) : IStep<Order>
    {
        public Task Execute(StepContext<Order> context) => Task.FromResult(printer);
    }

    public sealed class NeedsKeyedPrinter([FromKeyedServices("laser")] IPrinter printer) : IStep<Order>
    {
        public Task Execute(StepContext<Order> context) => Task.FromResult(printer);
    }

    private sealed class ThrowingWorkflow : Workflow<Order>
    {
        protected override void Define(IWorkflowBuilder<Order> flow) => throw new InvalidOperationException("oops");
    }

    private sealed class EmptyWorkflow : Workflow<Order>
    {
        protected override void Define(IWorkflowBuilder<Order> flow)
        {
        }
    }

    [Workflow("order", Version = 3)]
    private sealed class SameNameWorkflow : Workflow<Order>
    {
        protected override void Define(IWorkflowBuilder<Order> flow) => flow.Step("a", _ => Task.CompletedTask);
    }
}
