using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Acceptance;

/// <summary>MassTransit's test harness in a bare container, as its users write their tests.</summary>
public sealed class When_a_bus_has_no_host
{
    [Fact]
    public async Task Steps_run()
    {
        await using var provider = NewProvider();
        var harness = await provider.StartTestHarness();
        var walkId = Guid.NewGuid();

        await harness.Bus.Publish(new WalkBegan(), context => context.MessageId = walkId, TestContext.Current.CancellationToken);

        await using var scope = provider.CreateAsyncScope();
        var instances = scope.ServiceProvider.GetRequiredService<IWorkflowInstances>();
        await Eventually.ShouldBeAsync(
            async () => (await instances.FindAsync([DeterministicId.OfStart(nameof(Walk), walkId)], TestContext.Current.CancellationToken)).SingleOrDefault()?.Status,
            WorkflowStatus.Completed);
    }

    [Fact]
    public async Task What_runs_in_the_background_ends_with_the_container_that_nobody_stopped()
    {
        var provider = NewProvider();
        await provider.StartTestHarness();
        var running = provider.GetServices<IHostedService>().OfType<BackgroundService>().Select(service => service.ExecuteTask).OfType<Task>().ToArray();
        running.Length.ShouldBeGreaterThan(5);

        await provider.DisposeAsync();

        await Eventually.ShouldHoldAsync(() => running.All(task => task.IsCompleted));
        running.Where(task => task.IsFaulted).Select(task => task.Exception!.ToString()).ShouldBeEmpty();
    }

    private static ServiceProvider NewProvider() => new ServiceCollection()
        .AddLogging()
        .AddMassTransitTestHarness(TextWriter.Null, bus => bus.AddDurableWorkflows(workflows => workflows.AddWorkflow<Walk>().UseInMemory()))
        .BuildServiceProvider(validateScopes: true);

    public sealed record WalkBegan;

    public sealed class Way
    {
        public int StepCount { get; set; }
    }

    public sealed class Walk : Workflow<Way>
    {
        protected override void Define(IWorkflowBuilder<Way> flow)
        {
            flow.StartedBy<WalkBegan>(_ => new Way());
            flow.Step("left", StepAsync);
            flow.Step("right", StepAsync);
        }

        private static Task StepAsync(StepContext<Way> context)
        {
            context.State.StepCount++;
            return Task.CompletedTask;
        }
    }
}
