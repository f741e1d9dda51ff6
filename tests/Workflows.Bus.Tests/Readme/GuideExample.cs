using Workflows.Contracts;

namespace Workflows.Tests.Readme;

[Workflow("Purchase", Version = 2)]
public sealed class PurchaseWorkflow : Workflow<Purchase>
{
    protected override void Define(IWorkflowBuilder<Purchase> flow)
    {
        flow.StartedBy<BasketSubmitted>(e => new Purchase { Id = e.BasketId, Total = e.Total, Customer = e.Customer });
        flow.UniqueBy(s => s.Id, DuplicateAction.ReturnRunning);
        flow.TimeoutAfter(TimeSpan.FromDays(30), TimeoutAction.Cancel);
        flow.OnError<PaymentRefusedException>(ErrorAction.Cancel);

        flow.Step("reserve", async (StepContext<Purchase> context, IWarehouse warehouse) =>
            {
                context.State.Reservation = await warehouse.Reserve(context.State.Id, context.IdempotencyKey, context.CancellationToken);
                context.Publish(new StockReserved(context.State.Id));
            })
            .Retry(retry => retry
                .Exponential(maxAttempts: 8, first: TimeSpan.FromSeconds(1), factor: 2, cap: TimeSpan.FromMinutes(10), jitter: 0.2)
                .NonRetryable<ArgumentException>())
            .Timeout(TimeSpan.FromSeconds(30))
            .OnQueue("warehouse");

        flow.If(s => s.Total > 1_000, then =>
            {
                then.WaitFor<PurchaseApproved>("approval")
                    .CorrelatedBy(e => e.PurchaseId, s => s.Id)
                    .When((s, e) => e.Limit >= s.Total)
                    .OnReceived((s, e) => s.ApprovedBy = e.By)
                    .Within(TimeSpan.FromDays(2), onTimeout => onTimeout.Fail("nobody approved it within two days"));
            }, name: "needs-approval")
            .Else(otherwise => otherwise.Sleep("change-of-mind", TimeSpan.FromMinutes(10)));

        flow.Step<ChargeCard>().Retry(retry => retry.Constant(3, TimeSpan.FromMinutes(1)));
        flow.SleepUntil("delivery-day", s => s.DeliverAt);
        flow.Step("report", context =>
        {
            if (context.State.Total == 0)
                context.Skip("nothing was paid");

            return Task.CompletedTask;
        }).OnError(ErrorAction.Skip);
    }
}

public sealed class ChargeCard(ICardService cards) : IStep<Purchase>
{
    public async Task Execute(StepContext<Purchase> context)
    {
        var state = context.State;
        state.Receipt = await cards.Charge(state.Customer, state.Total, context.IdempotencyKey, context.CancellationToken);
    }
}

public sealed class PurchaseOperations(IWorkflowClient workflows)
{
    public async Task<WorkflowResult<Purchase>> BuyAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        var started = await workflows.StartAsync<PurchaseWorkflow>(purchase, new StartOptions
        {
            InstanceId = purchase.Id,                                  // starting it twice is starting it once
            Tags = new Dictionary<string, string> { ["customer"] = purchase.Customer },
        }, cancellationToken);
        return await workflows.WaitForResultAsync<Purchase>(started.InstanceId, TimeSpan.FromMinutes(1), cancellationToken);
    }

    public async Task RetryFaultedAsync(string who, CancellationToken cancellationToken)
    {
        var faulted = await workflows.ListAsync(new WorkflowFilter { Workflow = "Purchase", Statuses = [WorkflowStatus.Faulted] }, cancellationToken: cancellationToken);
        foreach (var purchase in faulted.Items)
            await workflows.RetryAsync(purchase.InstanceId, new OperationOptions { Actor = who, Reason = "the card service is back" }, cancellationToken);
    }
}
