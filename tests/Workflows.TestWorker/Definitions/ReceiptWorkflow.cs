using Microsoft.EntityFrameworkCore;

namespace Workflows.TestWorker.Definitions;

/// <summary>A step that uses the application's own context.</summary>
public sealed class ReceiptWorkflow : Workflow<OrderState>
{
    protected override void Define(IWorkflowBuilder<OrderState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.Sleep("pause", TimeSpan.FromMilliseconds(200));
        flow.Step<OwnContext, TimeProvider>("print", async (context, database, time) =>
        {
            if (!await database.Receipts.AnyAsync(receipt => receipt.OrderId == context.State.OrderId, context.CancellationToken))
                database.Receipts.Add(new Receipt { OrderId = context.State.OrderId, At = time.GetUtcNow() });

            await database.SaveChangesAsync(context.CancellationToken);
            context.State.ShipCount++;
        });
        flow.Step("file", context =>
        {
            context.State.CheckCount++;
            return Task.CompletedTask;
        });
    }
}
