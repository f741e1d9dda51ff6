using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.DependencyInjection;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.Runtime;

namespace Workflows.IntegrationTests;

public sealed class When_a_connection_is_lost_while_messages_are_handled
{
    /// <summary>
    /// Two consumers on channels of their own wait for each other: the channel that is closed first is not closed before its consumer has ended, and the
    /// other is closed only then.
    /// </summary>
    [Fact]
    public async Task Those_that_wait_for_each_other_are_canceled_and_come_again()
    {
        var (left, right) = (new Side(), new Side());
        await using var host = await PingHost.StartAsync(more: (bus, prefix) =>
        {
            bus.ReceiveEndpoint($"{prefix}-left", endpoint => endpoint.Handler<Side.Left>(context => left.HandleAsync(context, right)));
            bus.ReceiveEndpoint($"{prefix}-right", endpoint => endpoint.Handler<Side.Right>(context => right.HandleAsync(context, left)));
        });
        await host.Bus.Publish(new Side.Left(), TestContext.Current.CancellationToken);
        await host.Bus.Publish(new Side.Right(), TestContext.Current.CancellationToken);
        await Eventually.CompletesAsync(Task.WhenAll(left.Begun, right.Begun), () => "The messages were not received.");

        host.Services.GetRequiredService<BrokerReset>().Suspect(new TaskCanceledException("no answer"));
        await Eventually.CompletesAsync(Task.WhenAll(left.CameAgain, right.CameAgain), () => "The messages did not come again.");
    }

    /// <summary>What MassTransit sends to say so is to be declared on channels that are about to close: it may wait for ever then, and with it the endpoint.</summary>
    [Fact]
    public async Task Those_that_fail_for_it_come_again()
    {
        var calls = Enumerable.Range(0, 4).Select(_ => new Call()).ToArray();
        await using var host = await PingHost.StartAsync(more: (bus, prefix) =>
        {
            foreach (var (number, call) in calls.Index())
                bus.ReceiveEndpoint($"{prefix}-call-{number}", endpoint => endpoint.Handler<Call.Message>(call.HandleAsync));
        });
        await host.Bus.Publish(new Call.Message(), TestContext.Current.CancellationToken);
        await Eventually.CompletesAsync(Task.WhenAll(calls.Select(call => call.Begun)), () => "The message was not received.");

        host.Services.GetRequiredService<BrokerReset>().Suspect(new TaskCanceledException("no answer"));
        await Eventually.CompletesAsync(Task.WhenAll(calls.Select(call => call.CameAgain)), () => "The message did not come again everywhere.");
    }

    private sealed class Call
    {
        private readonly TaskCompletionSource _begun = new();
        private readonly TaskCompletionSource _cameAgain = new();

        public Task Begun => _begun.Task;

        public Task CameAgain => _cameAgain.Task;

        /// <summary>The first time it fails when its connection is lost, before anybody cancels it.</summary>
        public async Task HandleAsync(ConsumeContext context)
        {
            if (!_begun.TrySetResult())
            {
                _cameAgain.TrySetResult();
                return;
            }

            var connection = context.ReceiveContext.GetPayload<ConnectionContext>().Connection;
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
            while (connection.IsOpen)
                await pause.WaitForNextTickAsync(CancellationToken.None);

            throw new InvalidOperationException("The connection is lost.");
        }

        public sealed record Message;
    }

    private sealed class Side
    {
        private readonly TaskCompletionSource<CancellationToken> _begun = new();
        private readonly TaskCompletionSource _cameAgain = new();

        public Task Begun => _begun.Task;

        public Task CameAgain => _cameAgain.Task;

        /// <summary>The first time it waits until the delivery of the other side is canceled.</summary>
        public async Task HandleAsync(ConsumeContext context, Side other)
        {
            if (!_begun.TrySetResult(context.CancellationToken))
            {
                _cameAgain.TrySetResult();
                return;
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, await other._begun.Task);
        }

        public sealed record Left;

        public sealed record Right;
    }
}
