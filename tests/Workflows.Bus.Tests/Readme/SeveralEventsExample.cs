namespace Workflows.Tests.Readme;

public sealed class LoanWorkflow : Workflow<Loan>
{
    protected override void Define(IWorkflowBuilder<Loan> flow)
    {
        flow.WaitForAll("papers", all =>
        {
            all.For<ContractSigned>().CorrelatedBy(e => e.LoanId, s => s.Id).OnReceived((s, e) => s.SignedBy = e.By);
            all.For<IncomeProved>().CorrelatedBy(e => e.LoanId, s => s.Id).OnReceived((s, e) => s.Income = e.Amount);
        }).Within(TimeSpan.FromDays(30), onTimeout => onTimeout.Fail("the papers did not come"));

        flow.WaitForAny("decision", any =>
        {
            any.For<LoanGranted>().CorrelatedBy(e => e.LoanId, s => s.Id).OnReceived((s, e) => s.GrantedBy = e.By);
            any.For<LoanRefused>().CorrelatedBy(e => e.LoanId, s => s.Id).OnReceived((s, e) => s.RefusedFor = e.Reason);
        }).Within(TimeSpan.FromDays(7));

        flow.If(s => s.GrantedBy is not null, then => then.Step("pay-out", _ => Task.CompletedTask));
    }
}

public sealed class Loan
{
    public Guid Id { get; set; }

    public string? SignedBy { get; set; }

    public decimal Income { get; set; }

    public string? GrantedBy { get; set; }

    public string? RefusedFor { get; set; }
}

public sealed record ContractSigned(Guid LoanId, string By);

public sealed record IncomeProved(Guid LoanId, decimal Amount);

public sealed record LoanGranted(Guid LoanId, string By);

public sealed record LoanRefused(Guid LoanId, string Reason);
