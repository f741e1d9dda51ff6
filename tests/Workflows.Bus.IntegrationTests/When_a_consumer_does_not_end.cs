using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.IntegrationTests.RealServices;
using Workflows.Runtime;

namespace Workflows.IntegrationTests;

public sealed class When_a_consumer_does_not_end
{
    /// <summary>RabbitMQ's client does not close the channels behind it: what is sent through them is never answered, and who receives through them is not told.</summary>
    [Fact]
    public async Task The_process_sends_and_receives_again_after_a_loss_of_the_broker()
    {
        var begun = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        await using var relay = new TcpRelay(Services.RabbitMqUri.Host, Services.RabbitMqUri.Port);
        relay.Open();
        await using var host = await PingHost.StartAsync(
            more: (bus, prefix) => bus.ReceiveEndpoint($"{prefix}-stuck", endpoint => endpoint.Handler<Stuck>(_ =>
            {
                begun.TrySetResult();
                return end.Task;
            })),
            broker: new UriBuilder(Services.RabbitMqUri) { Port = relay.Port }.Uri);
        await host.Bus.ConnectReceiveEndpoint(endpoint => endpoint.Handler<Question>(context => context.RespondAsync(new Answer()))).Ready;
        await host.Bus.Publish(new Stuck(), TestContext.Current.CancellationToken);
        await Eventually.CompletesAsync(begun.Task, () => "The message was not received.");

        await relay.CloseAsync();
        relay.Open();
        var received = host.NextPing();
        await InsistAsync(() => host.Services.GetRequiredService<BusSender>().SendOnceAsync(host.Address, new PingHost.Ping(), TestContext.Current.CancellationToken));
        await Eventually.CompletesAsync(received, () => "The ping was not received.");
        await InsistAsync(() => host.Bus.CreateRequestClient<Question>(RequestTimeout.After(s: 5)).GetResponse<Answer>(new(), TestContext.Current.CancellationToken));
        end.SetResult();
    }

    /// <summary>As whoever sends in the background: again and again.</summary>
    private static Task InsistAsync(Func<Task> send) => Eventually.HoldsAsync(
        async () =>
        {
            try
            {
                await send();
                return true;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                return false;
            }
        },
        () => Task.FromResult("It was not answered."));

    public sealed record Stuck;

    public sealed record Question;

    public sealed record Answer;
}
