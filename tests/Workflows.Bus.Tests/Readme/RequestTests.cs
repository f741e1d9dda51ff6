using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Readme;

/// <summary>A step that asks a consumer.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData(20, WorkflowStatus.Completed)]
    [InlineData(2_000, WorkflowStatus.Faulted)]
    public async Task The_answer_decides(int total, WorkflowStatus status)
    {
        var services = new ServiceCollection();
        services.AddMassTransitTestHarness(TextWriter.Null, x =>
        {
            x.AddConsumer<Bank>();
            x.AddDurableWorkflows(w => w.AddWorkflow<CaptureWorkflow>());
        });
        services.AddWorkflowTesting();
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        var harness = provider.GetRequiredService<WorkflowTestHarness>();

        var run = await harness.StartAsync<CaptureWorkflow>(new Purchase { Id = Guid.NewGuid(), Total = total });

        run.ShouldBe(status);
        run.State<Purchase>().Receipt.ShouldBe(status == WorkflowStatus.Completed ? $"{run.InstanceId:N}/CapturePayment" : null);
    }

    public sealed class CaptureWorkflow : Workflow<Purchase>
    {
        protected override void Define(IWorkflowBuilder<Purchase> flow) => flow.Step<CapturePayment>();
    }

    public sealed class Bank : IConsumer<CaptureFunds>
    {
        public Task Consume(ConsumeContext<CaptureFunds> context) =>
            context.Message.Amount > 1_000 ? context.RespondAsync(new CaptureRefused()) : context.RespondAsync(new FundsCaptured(context.Message.IdempotencyKey));
    }
}
