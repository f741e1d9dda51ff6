using MassTransit;

namespace Workflows.Tests.Acceptance.Collisions
{
    public sealed class OrderConsumer : IConsumer<OrderPaid>
    {
        public Task Consume(ConsumeContext<OrderPaid> context) => Task.CompletedTask;
    }

    public sealed class OrderActivity : IExecuteActivity<OrderPaid>
    {
        public Task<ExecutionResult> Execute(ExecuteContext<OrderPaid> context) => Task.FromResult(context.Completed());
    }

    public sealed class TimedWorkflow(TimeSpan time) : Workflow<Order>
    {
        protected override void Define(IWorkflowBuilder<Order> flow) => flow.Sleep("rest", time);
    }
}

namespace Workflows.Tests.Acceptance.Collisions.Sales
{
    [Workflow("sales")]
    public sealed class OrderWorkflow : Workflow<Order>
    {
        protected override void Define(IWorkflowBuilder<Order> flow) => flow.Step("sell", _ => Task.CompletedTask);
    }
}

namespace Workflows.Tests.Acceptance.Collisions.Repairs
{
    [Workflow("repairs")]
    public sealed class OrderWorkflow : Workflow<Order>
    {
        protected override void Define(IWorkflowBuilder<Order> flow) => flow.Step("repair", _ => Task.CompletedTask);
    }
}
