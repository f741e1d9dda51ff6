using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Readme;

/// <summary>What the guide shows does what the guide says.</summary>
public sealed class PurchaseTests : IAsyncDisposable
{
    private readonly ServiceProvider _provider = new ServiceCollection()
        .AddSingleton<IWarehouse, Shelf>()
        .AddSingleton<ICardService, Card>()
        .AddWorkflowTestHarness(w => w.AddWorkflow<PurchaseWorkflow>())
        .BuildServiceProvider();

    private WorkflowTestHarness Harness => _provider.GetRequiredService<WorkflowTestHarness>();

    [Fact]
    public async Task A_small_one_may_be_thought_over()
    {
        var run = await StartAsync(total: 10);
        run.ShouldHaveExecuted("reserve").ShouldBeAt("change-of-mind");

        await Harness.AdvanceAsync(TimeSpan.FromDays(3));

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted<ChargeCard>();
        run.State<Purchase>().Receipt.ShouldBe("receipt");
    }

    [Fact]
    public async Task A_large_one_waits_for_somebody_who_may_approve_it()
    {
        var run = await StartAsync(total: 5_000);

        await Harness.PublishAsync(new PurchaseApproved(run.State<Purchase>().Id, 1_000, "clerk"));
        run.ShouldBeWaitingFor<PurchaseApproved>();

        await Harness.PublishAsync(new PurchaseApproved(run.State<Purchase>().Id, 10_000, "head"));
        run.ShouldHaveExecuted<ChargeCard>().ShouldBeAt("delivery-day");
        run.State<Purchase>().ApprovedBy.ShouldBe("head");
    }

    [Fact]
    public async Task One_that_nobody_approves_fails()
    {
        var run = await StartAsync(total: 5_000);
        await Harness.AdvanceAsync(TimeSpan.FromDays(2));

        run.ShouldBe(WorkflowStatus.Failed);
    }

    [Fact]
    public async Task A_card_that_is_refused_cancels_it()
    {
        Harness.FakeStep<ChargeCard>(_ => throw new PaymentRefusedException("no money"));
        var run = await StartAsync(total: 10);
        await Harness.AdvanceAsync(TimeSpan.FromHours(1));

        run.ShouldBe(WorkflowStatus.Canceled).ShouldHaveFailed<ChargeCard>(attempts: 3);
    }

    [Fact]
    public async Task The_faulted_are_retried_together()
    {
        var card = Harness.FakeStep<ChargeCard>().FailNext(3);
        var run = await StartAsync(total: 10);
        await Harness.AdvanceAsync(TimeSpan.FromHours(1));
        run.ShouldBe(WorkflowStatus.Faulted);

        await new PurchaseOperations(Harness.Client).RetryFaultedAsync("ann", TestContext.Current.CancellationToken);
        await Harness.RunUntilIdleAsync();

        card.CallCount.ShouldBe(4);
        run.ShouldBeAt("delivery-day");
    }

    public async ValueTask DisposeAsync() => await _provider.DisposeAsync();

    private Task<WorkflowRun> StartAsync(decimal total) => Harness.StartAsync<PurchaseWorkflow>(new Purchase
    {
        Id = Guid.NewGuid(),
        Customer = "ann",
        Total = total,
        DeliverAt = Harness.Clock.GetUtcNow() + TimeSpan.FromDays(2.5),
    });

    private sealed class Shelf : IWarehouse
    {
        public Task<string> Reserve(Guid purchaseId, string idempotencyKey, CancellationToken cancellationToken) => Task.FromResult("shelf 7");
    }

    private sealed class Card : ICardService
    {
        public Task<string> Charge(string customer, decimal amount, string idempotencyKey, CancellationToken cancellationToken) => Task.FromResult("receipt");
    }
}
