using Workflows.Contracts;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Compilation;

/// <summary>Two applications with one store have classes of one name for different workflows.</summary>
public sealed class SharedEndpointCheckTests
{
    private const WorkflowFindingKind Kind = WorkflowFindingKind.EndpointShared;

    [Fact]
    public async Task Both_workflows_are_named_while_the_other_one_runs()
    {
        await using var sales = await SalesAsync();
        await using var repairs = new TestBus(w => w.AddWorkflow<Repairs.JobWorkflow>(), continues: sales);

        var finding = (await repairs.FindAsync(Kind)).ShouldHaveSingleItem();

        finding.Severity.ShouldBe(WorkflowFindingSeverity.Error);
        finding.Workflow.ShouldBe("repair");
        finding.Text.ShouldStartWith("repair v2 and sale v1, which runs in ");
        finding.Text.ShouldEndWith(", have one endpoint, 'JobWorkflow': each takes messages of the other from its queue, and cannot do anything with them. Give one of the classes another name, or the endpoints of one application a prefix (SetEndpointNameFormatter).");
    }

    [Fact]
    public async Task One_that_runs_nowhere_any_more_is_none_of_it()
    {
        await using var sales = await SalesAsync();
        await sales.Harness.DisposeAsync();
        await using var repairs = new TestBus(w => w.AddWorkflow<Repairs.JobWorkflow>(), continues: sales);

        (await repairs.FindAsync(Kind)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Versions_of_one_workflow_may_share_an_endpoint()
    {
        await using var sales = await SalesAsync();
        await using var newer = new TestBus(w => w.AddWorkflow<Newer.JobWorkflow>(), continues: sales);

        (await newer.FindAsync(Kind)).ShouldBeEmpty();
    }

    private static async Task<TestBus> SalesAsync()
    {
        var bus = new TestBus(w => w.AddWorkflow<Sales.JobWorkflow>());
        await bus.IsReadyAsync();
        return bus;
    }

    private static class Sales
    {
        [Workflow("sale")]
        public sealed class JobWorkflow : Workflow<Order>
        {
            protected override void Define(IWorkflowBuilder<Order> flow) => flow.Step("sell", _ => Task.CompletedTask);
        }
    }

    private static class Newer
    {
        [Workflow("sale", Version = 2)]
        public sealed class JobWorkflow : Workflow<Order>
        {
            protected override void Define(IWorkflowBuilder<Order> flow) => flow.Step("sell", _ => Task.CompletedTask);
        }
    }

    private static class Repairs
    {
        [Workflow("repair", Version = 2)]
        public sealed class JobWorkflow : Workflow<Order>
        {
            protected override void Define(IWorkflowBuilder<Order> flow) => flow.Step("mend", _ => Task.CompletedTask);
        }
    }
}
