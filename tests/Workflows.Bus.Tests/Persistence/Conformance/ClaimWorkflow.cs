namespace Workflows.Tests.Persistence.Conformance;

public sealed class Claim
{
    public required string Number { get; set; }

    public List<string> Papers { get; set; } = [];
}

public sealed record ClaimFiled(string Number);

public sealed record ClaimPhotographed(string Number);

public sealed record ClaimAssessed(Guid Claim);

/// <summary>Waits for several events at once: two that share a key, and one that is only sent to it.</summary>
[Workflow("Claim")]
public sealed class ClaimWorkflow : Workflow<Claim>
{
    protected override void Define(IWorkflowBuilder<Claim> flow)
    {
        flow.UniqueBy(claim => claim.Number);
        flow.WaitForAll("papers", all =>
        {
            all.For<ClaimFiled>().CorrelatedBy(filed => filed.Number, claim => claim.Number).OnReceived((claim, _) => claim.Papers.Add("form"));
            all.For<ClaimPhotographed>().CorrelatedBy(photographed => photographed.Number, claim => claim.Number).OnReceived((claim, _) => claim.Papers.Add("photograph"));
            all.For<ClaimAssessed>().SentToInstance();
        });
        flow.Step("pay", _ => Task.CompletedTask);
    }
}
