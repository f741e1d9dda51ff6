using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;

namespace Workflows.IntegrationTests;

/// <summary>Workflows on a bus beside the first one, with events of services that are not written with MassTransit.</summary>
public sealed class When_a_process_has_two_buses
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Workflows_run_on_the_one_that_they_were_added_to()
    {
        await using var buses = await TwoBuses.StartAsync();
        var bus = buses.Provider.GetRequiredService<ISideBus>();

        await bus.Publish(new ErrandBegan("ann"), Canceled);
        await bus.Publish(new ErrandAllowed("ann"), Canceled);

        await Eventually.HoldsAsync(() => buses.Heard.Contains("done by ann on side"), () => string.Join(", ", buses.Heard));
        await using var scope = buses.Provider.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();
        var started = await client.StartAsync<ErrandWorkflow>(new Errand { Who = "bob" }, cancellationToken: Canceled);
        await client.SendEventAsync(started.InstanceId, new ErrandAllowed("bob"), cancellationToken: Canceled);
        (await client.WaitForResultAsync<Errand>(started.InstanceId, TimeSpan.FromMinutes(1), Canceled)).Status.ShouldBe(WorkflowStatus.Completed);
        buses.Heard.ShouldAllBe(heard => heard.EndsWith(" on side", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_without_an_envelope_are_known_by_the_exchange_that_they_were_published_to()
    {
        await using var buses = await TwoBuses.StartAsync();
        await using var connection = await new ConnectionFactory { Uri = Services.RabbitMqUri }.CreateConnectionAsync(Canceled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Canceled);

        await PublishAsync(nameof(ErrandBegan));
        await PublishAsync(nameof(ErrandAllowed));

        await Eventually.HoldsAsync(() => buses.Heard.Contains("done by eve on side"), () => string.Join(", ", buses.Heard));
        await using var scope = buses.Provider.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<IWorkflowClient>().ListAsync(cancellationToken: Canceled)).Items.ShouldHaveSingleItem().Status.ShouldBe(WorkflowStatus.Completed);

        ValueTask PublishAsync(string type) => channel.BasicPublishAsync(
            $"{buses.Prefix}.{typeof(ErrandBegan).Namespace}:{type}", "", true,
            new BasicProperties { ContentType = "application/json", MessageId = Guid.NewGuid().ToString() }, Encoding.UTF8.GetBytes("""{ "who": "eve" }"""), Canceled);
    }
}
