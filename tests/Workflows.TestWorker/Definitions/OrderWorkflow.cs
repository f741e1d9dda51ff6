using Workflows.TestWorker.Messages;
using Workflows.TestWorker.Steps;

namespace Workflows.TestWorker.Definitions;

/// <summary>State of an order.</summary>
public sealed class OrderState
{
    public Guid OrderId { get; set; }

    public int CheckCount { get; set; }

    public int ReserveCount { get; set; }

    public int ReservedCount { get; set; }

    public int ShipCount { get; set; }
}

/// <summary>Runs to its end by itself: a retry, a sleep, and an event that one of its own steps publishes. For load.</summary>
public sealed class OrderWorkflow : Workflow<OrderState>
{
    protected override void Define(IWorkflowBuilder<OrderState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.UniqueBy(s => s.OrderId);
        flow.Step<StepRecords>("check", CheckAsync).Retry(r => r.Constant(maxAttempts: 3, TimeSpan.FromMilliseconds(200)));
        flow.Sleep("pause", TimeSpan.FromMilliseconds(300));
        flow.Step<StepRecords>("reserve", ReserveAsync).Retry(r => r.Constant(maxAttempts: 3, TimeSpan.FromMilliseconds(200)));
        flow.WaitFor<StockReserved>("stock")
            .CorrelatedBy(e => e.OrderId, s => s.OrderId)
            .OnReceived((s, e) => s.ReservedCount += e.Count);
        flow.Step("ship", context =>
        {
            context.State.ShipCount++;
            return Task.CompletedTask;
        }).MessagePerStep();
    }

    private static Task CheckAsync(StepContext<OrderState> context, StepRecords records)
    {
        if (context.Attempt == 1 && context.State.OrderId.ToByteArray()[0] % 4 == 0)
            throw new InvalidOperationException("The price list is not there yet.");

        context.State.CheckCount++;
        return records.AddAsync(context);
    }

    private static async Task ReserveAsync(StepContext<OrderState> context, StepRecords records)
    {
        await records.AddAsync(context);
        context.State.ReserveCount++;
        context.Publish(new StockReserved(context.State.OrderId, 1));
    }
}
