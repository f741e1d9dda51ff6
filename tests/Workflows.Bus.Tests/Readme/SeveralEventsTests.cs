using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Readme;

/// <summary>What the guide shows of waits for several events does what the guide says.</summary>
public sealed class SeveralEventsTests : IAsyncDisposable
{
    private readonly ServiceProvider _provider = new ServiceCollection().AddWorkflowTestHarness(w => w.AddWorkflow<LoanWorkflow>()).BuildServiceProvider();

    private readonly Guid _loan = Guid.NewGuid();

    private WorkflowTestHarness Harness => _provider.GetRequiredService<WorkflowTestHarness>();

    [Fact]
    public async Task With_all_papers_and_a_grant_it_is_paid_out()
    {
        var run = await StartAsync();
        await Harness.RunToCompletionAsync(run, new IncomeProved(_loan, 3_000), new ContractSigned(_loan, "ann"), new LoanGranted(_loan, "bob"));

        run.ShouldHaveExecuted("pay-out");
        var loan = run.State<Loan>();
        (loan.SignedBy, loan.Income, loan.GrantedBy, loan.RefusedFor).ShouldBe(("ann", 3_000, "bob", null));
    }

    [Fact]
    public async Task A_refusal_wins_over_a_grant_that_comes_later()
    {
        var run = await StartAsync();
        await Harness.RunToCompletionAsync(run, new ContractSigned(_loan, "ann"), new IncomeProved(_loan, 3), new LoanRefused(_loan, "too little"));
        await Harness.PublishAsync(new LoanGranted(_loan, "bob"));

        run.ShouldBe(WorkflowStatus.Completed).ShouldNotHaveExecuted("pay-out");
        run.State<Loan>().GrantedBy.ShouldBeNull();
    }

    [Fact]
    public async Task Without_all_papers_it_fails_in_time()
    {
        var run = await StartAsync();
        await Harness.PublishAsync(new ContractSigned(_loan, "ann"));
        await Harness.AdvanceAsync(TimeSpan.FromDays(30));

        run.ShouldBe(WorkflowStatus.Failed);
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private Task<WorkflowRun> StartAsync() => Harness.StartAsync<LoanWorkflow>(new Loan { Id = _loan });
}
