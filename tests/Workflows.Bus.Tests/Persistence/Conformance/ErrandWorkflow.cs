namespace Workflows.Tests.Persistence.Conformance;

public sealed class Errand
{
    public required string Number { get; set; }

    public int Amount { get; set; }
}

public sealed record ErrandPaid(string Number, int Amount);

public sealed record ErrandSigned(string Number);

public sealed record ErrandStamped(string Number);

/// <summary>Says the same of itself wherever it is thrown: it stands in rows that are compared.</summary>
public sealed class AmountRefusedException(int amount) : Exception($"an amount of {amount} is none")
{
    public override string? StackTrace => null;

    public override string ToString() => $"{GetType()}: {Message}";
}

/// <summary>Has a place of every kind that an instance can stand at, and a time limit around them.</summary>
[Workflow("Errand")]
public sealed class ErrandWorkflow : Workflow<Errand>
{
    protected override void Define(IWorkflowBuilder<Errand> flow)
    {
        flow.UniqueBy(errand => errand.Number);
        flow.TimeoutAfter(TimeSpan.FromDays(30));
        flow.Step("fetch", _ => Task.CompletedTask).Retry(retry => retry.Constant(2, TimeSpan.FromMinutes(1)));
        flow.Sleep("rest", TimeSpan.FromHours(12));
        flow.WaitFor<ErrandPaid>("payment")
            .CorrelatedBy(paid => paid.Number, errand => errand.Number)
            .OnReceived((errand, paid) => errand.Amount = paid.Amount > 0 ? paid.Amount : throw new AmountRefusedException(paid.Amount))
            .Within(TimeSpan.FromDays(7), late => late.Step("remind", _ => Task.CompletedTask));
        flow.WaitForAll("papers", all =>
        {
            all.For<ErrandSigned>().CorrelatedBy(signed => signed.Number, errand => errand.Number);
            all.For<ErrandStamped>().CorrelatedBy(stamped => stamped.Number, errand => errand.Number);
        });
        flow.Step("close", _ => Task.CompletedTask);
    }
}
