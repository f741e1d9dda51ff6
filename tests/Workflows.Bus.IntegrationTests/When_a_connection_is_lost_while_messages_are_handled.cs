using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Workflows.Broker.RabbitMq;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;

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
        await Eventually.CompletesAsync(Task.WhenAll(left.CameAgain, right.CameAgain), () => $"The messages did not come again.\n{host.Describe()}");
    }

    /// <summary>
    /// One holds up the closing of its connection until MassTransit has disposed of that, so that RabbitMQ's client never tells the consumers on the channels behind. They
    /// fail meanwhile, and have another channel for saying so.
    /// </summary>
    [Fact]
    public async Task Those_that_fail_for_it_come_again()
    {
        var calls = new Call[4];
        for (var number = 0; number < calls.Length; number++)
            calls[number] = new Call(calls);

        await using var host = await PingHost.StartAsync(more: (bus, prefix) =>
        {
            foreach (var (index, call) in calls.Index())
                bus.ReceiveEndpoint($"{prefix}-call-{index}", endpoint => endpoint.Handler<Call.Message>(call.HandleAsync));
        });
        await host.Bus.Publish(new Call.Message(), TestContext.Current.CancellationToken);
        await Eventually.CompletesAsync(Task.WhenAll(calls.Select(call => call.Begun)), () => "The message was not received.");

        host.Services.GetRequiredService<BrokerReset>().Suspect(new TaskCanceledException("no answer"));
        await Eventually.CompletesAsync(Task.WhenAll(calls.Select(call => call.CameAgain)), () => $"The message came again {calls.Count(call => call.CameAgain.IsCompleted)} times of {calls.Length}.\n{host.Describe()}");
    }

    private sealed class Call(Call[] all)
    {
        private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(1);

        private readonly TaskCompletionSource _begun = new();
        private readonly TaskCompletionSource _cameAgain = new();
        private volatile IChannel? _channel;

        public Task Begun => _begun.Task;

        public Task CameAgain => _cameAgain.Task;

        private bool IsTold => _channel is { IsOpen: false };

        /// <summary>The first time it fails when its connection is lost; where the client has come to its channel, when MassTransit has disposed of the connection.</summary>
        public async Task HandleAsync(ConsumeContext context)
        {
            var isFirst = _channel is null;
            _channel ??= context.ReceiveContext.GetPayload<ChannelContext>().Channel;
            if (!isFirst)
            {
                _cameAgain.TrySetResult();
                return;
            }

            _begun.SetResult();
            var connection = context.ReceiveContext.GetPayload<ConnectionContext>().Connection;
            using var pause = new PeriodicTimer(_pause);
            while (!all.Any(call => call.IsTold) || (IsTold && !IsDisposed(connection)))
                await pause.WaitForNextTickAsync(CancellationToken.None);

            throw new InvalidOperationException("The connection is lost.");
        }

        private static bool IsDisposed(IConnection connection)
        {
            try
            {
                connection.ConnectionShutdownAsync -= IgnoreAsync;
                return false;
            }
            catch (ObjectDisposedException)
            {
                return true;
            }
        }

        private static Task IgnoreAsync(object sender, ShutdownEventArgs reason) => Task.CompletedTask;

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
