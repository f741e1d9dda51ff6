using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Workflows.Contracts;
using Workflows.Runtime;
using Workflows.Testing;

namespace Workflows.Tests.Runtime;

public sealed class BusSenderTests
{
    [Fact]
    public async Task A_queue_that_is_not_there_is_waited_for_only_for_seconds()
    {
        using var bus = await ReturningBus.WithoutAsync("undeclared");
        var begunAt = bus.Time.GetUtcNow();

        var sending = bus.Sender.SendAsync(new Uri("exchange:undeclared"), new RedriveWorkflow(Guid.NewGuid()), TestContext.Current.CancellationToken);
        await Eventually.ShouldHoldAsync(() => MovesUntilItEnds(bus.Time, sending));

        await Should.ThrowAsync<MessageReturnedException>(sending);
        (bus.Time.GetUtcNow() - begunAt).ShouldBeInRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
        bus.TryCount.ShouldBeGreaterThan(2, "A process that is starting declares its queue in a moment.");
    }

    [Theory]
    [InlineData(typeof(ArgumentException), 1)]
    [InlineData(typeof(NotSupportedException), 1)]
    [InlineData(typeof(InvalidOperationException), 5)]
    [InlineData(typeof(NullReferenceException), 5)]
    [InlineData(typeof(TenantMissingException), 5)]
    public async Task What_would_fail_again_and_again_is_refused_within_seconds(Type failure, int tryCount)
    {
        using var bus = await ReturningBus.WithoutAsync();
        bus.Failure = (Exception)Activator.CreateInstance(failure)!;
        var begunAt = bus.Time.GetUtcNow();

        var sending = bus.Sender.SendAsync(new Uri("exchange:any"), new RedriveWorkflow(Guid.NewGuid()), TestContext.Current.CancellationToken);
        await Eventually.ShouldHoldAsync(() => MovesUntilItEnds(bus.Time, sending));

        (await Should.ThrowAsync<SendRefusedException>(sending)).Message.ShouldStartWith($"RedriveWorkflow cannot be sent: {failure.Name}");
        bus.TryCount.ShouldBe(tryCount);
        (bus.Time.GetUtcNow() - begunAt).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    /// <summary>As an application's own filter throws it; nothing in it can be relied on.</summary>
    public sealed class TenantMissingException : Exception
    {
        public override string Message => throw new NotSupportedException();
    }

    public static readonly TheoryData<Exception> Passing = [new RabbitMqConnectionException("away"), new HttpRequestException("busy"), new TimeoutException(), new AggregateException(new IOException())];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_broker_that_is_away_is_waited_for(Exception failure)
    {
        using var bus = await ReturningBus.WithoutAsync();
        bus.Failure = failure;

        var sending = bus.Sender.SendAsync(new Uri("exchange:any"), new RedriveWorkflow(Guid.NewGuid()), TestContext.Current.CancellationToken);
        await Eventually.ShouldHoldAsync(() => MovesUntilItEnds(bus.Time, sending) || bus.TryCount > 8);
        bus.Failure = null;
        await Eventually.ShouldHoldAsync(() => MovesUntilItEnds(bus.Time, sending));

        await sending;
    }

    [Fact]
    public async Task A_limit_that_is_lowered_while_it_is_tried_is_found()
    {
        using var bus = await ReturningBus.WithoutAsync();
        bus.Failure = new RabbitMqConnectionException("away");

        var sending = bus.Sender.SendAsync(new Uri("exchange:any"), new RedriveWorkflow(Guid.NewGuid()), TestContext.Current.CancellationToken, size: 1_000_000);
        await Eventually.ShouldHoldAsync(() => bus.TryCount > 0);
        bus.Broker.Most = 500_000;
        await Eventually.ShouldHoldAsync(() => MovesUntilItEnds(bus.Time, sending));

        (await Should.ThrowAsync<SendRefusedException>(sending)).Message.ShouldBe("The broker does not take RedriveWorkflow: 1000000 is more than 500000.");
        bus.Broker.ForgottenCount.ShouldBe(bus.TryCount, "What was taken before a failure may not be taken any more.");
    }

    [Fact]
    public async Task What_a_step_published_is_held_against_the_limit_as_it_is_sent()
    {
        using var bus = await ReturningBus.WithoutAsync();
        var body = JsonSerializer.Serialize(new { orderId = new string('ü', 1_000) }, SystemTextJsonMessageSerializer.Options);
        bus.Broker.Most = 0;

        await Should.ThrowAsync<SendRefusedException>(() => bus.Sender.SendAsync(
            new HeldMessage { MessageId = Guid.NewGuid(), MessageType = typeof(OrderPaid).AssemblyQualifiedName!, Body = body }, TestContext.Current.CancellationToken));

        bus.Broker.Asked.ShouldHaveSingleItem().ShouldBe(SentSize.OfBody(body));
        bus.TryCount.ShouldBe(0);
    }

    private static bool MovesUntilItEnds(ManualClock time, Task work)
    {
        if (!work.IsCompleted && time.NextDueAt is { } next)
            time.MoveTo(next);

        return work.IsCompleted;
    }
}
