namespace Workflows.Tests.Persistence.Conformance;

public sealed class Parcel
{
    public required string Number { get; set; }

    public string? Shelf { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }
}

public sealed record ParcelDelivered(string Number, DateTimeOffset At);

/// <summary>Has everything that leaves traces in a store: steps, retries, timers, a key, a subscription.</summary>
[Workflow("Parcel", Version = 3)]
public sealed class ParcelWorkflow : Workflow<Parcel>
{
    protected override void Define(IWorkflowBuilder<Parcel> flow)
    {
        flow.UniqueBy(parcel => parcel.Number);
        flow.Step("pick", _ => Task.CompletedTask).Retry(retry => retry.Constant(3, TimeSpan.FromMilliseconds(100)));
        flow.Sleep("overnight", TimeSpan.FromHours(12));
        flow.WaitFor<ParcelDelivered>("delivery")
            .CorrelatedBy(delivered => delivered.Number, parcel => parcel.Number)
            .OnReceived((parcel, delivered) => parcel.DeliveredAt = delivered.At)
            .Within(TimeSpan.FromDays(7), late => late.Step("trace", _ => Task.CompletedTask));
        flow.Step("bill", _ => Task.CompletedTask);
    }
}
