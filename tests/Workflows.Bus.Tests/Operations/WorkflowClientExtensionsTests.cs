using System.Text.Json;
using Workflows.Contracts;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Operations;

public sealed class WorkflowClientExtensionsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starts_a_workflow_by_its_class_and_reads_the_result_as_its_state()
    {
        await using var bus = new TestBus(flow => flow.Step("count", context =>
        {
            context.State.Count++;
            return Task.CompletedTask;
        }));

        var started = await bus.Client.StartAsync<InlineWorkflow<Order>>(new Order { OrderId = "o-7" }, new StartOptions { Key = "k-7" }, Cancellation);
        await bus.SettleAsync();
        var result = await bus.Client.WaitForResultAsync<Order>(started.InstanceId, cancellationToken: Cancellation);

        (result.InstanceId, result.Status, result.State.OrderId, result.State.Count, result.Error).ShouldBe((started.InstanceId, WorkflowStatus.Completed, "o-7", 1, null));
    }

    [Fact]
    public async Task Reads_with_the_settings_of_the_application()
    {
        await using var bus = new TestBus(
            flow => flow.WaitFor<OrderApproved>("approval").SentToInstance(),
            w => w.ConfigureJson(json => json.PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower));
        var run = await bus.StartAsync(new Order { ShipmentId = "s-1" });

        var waiting = await bus.Client.WaitForResultAsync<Order>(run.InstanceId, TimeSpan.Zero, Cancellation);
        var details = await bus.Client.GetAsync(run.InstanceId, Cancellation);

        details!.State.ShouldContain("shipment-id");
        (waiting.Status, waiting.State.ShipmentId).ShouldBe((WorkflowStatus.Waiting, "s-1"));
        bus.Client.ReadState<Order>(details.State).ShipmentId.ShouldBe("s-1");
    }

    [Fact]
    public async Task A_state_of_another_class_is_refused()
    {
        await using var bus = new TestBus(flow => flow.Step("count", _ => Task.CompletedTask));

        Should.Throw<JsonException>(() => bus.Client.ReadState<Order>("""{ "Count": "many" }"""));
        Should.Throw<JsonException>(() => bus.Client.ReadState<Order>("null"));
        (await Should.ThrowAsync<WorkflowRefusedException>(() => bus.Client.StartAsync<InlineWorkflow<Order>>(new Customer(), cancellationToken: Cancellation)))
            .Message.ShouldContain("order starts with");
    }

    [Fact]
    public void A_client_of_a_test_reads_with_the_default_settings() =>
        System.Reflection.DispatchProxy.Create<IWorkflowClient, NoClientProxy>().ReadState<Order>("""{ "orderid": "o-7" }""").OrderId.ShouldBe("o-7");

    public class NoClientProxy : System.Reflection.DispatchProxy
    {
        protected override object? Invoke(System.Reflection.MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException();
    }
}
