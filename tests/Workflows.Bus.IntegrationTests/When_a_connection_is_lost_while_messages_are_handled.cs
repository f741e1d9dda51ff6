using MassTransit;
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
