using System.Diagnostics;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;

namespace Workflows.Tests.Timers;

/// <summary>The real alarm, in memory and on the real clock: short sleeps only.</summary>
public class MemoryAlarmTests
{
    [Fact]
    public async Task Sleeps_near_and_far_end_on_time()
    {
        await using var provider = new ServiceCollection()
            .AddLogging()
            .AddMassTransitTestHarness(bus => bus.AddDurableWorkflows(workflows => workflows.AddWorkflow<Naps>().UseInMemory()))
            .BuildServiceProvider(validateScopes: true);
        var harness = await provider.StartTestHarness();
        await using var scope = provider.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();

        var clock = Stopwatch.StartNew();
        var accepted = await client.StartAsync(nameof(Naps), new Nap(), cancellationToken: TestContext.Current.CancellationToken);
        var result = await client.WaitForResultAsync(accepted.InstanceId, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        result.Status.ShouldBe(WorkflowStatus.Completed);
        clock.Elapsed.ShouldBeGreaterThan(Naps.Near + Naps.Far);
        clock.Elapsed.ShouldBeLessThan(Naps.Near + Naps.Far + TimeSpan.FromSeconds(5));
        await harness.Stop(TestContext.Current.CancellationToken);
    }

    public sealed class Nap;

    public sealed class Naps : Workflow<Nap>
    {
        public static readonly TimeSpan Near = TimeSpan.FromMilliseconds(50);

        public static readonly TimeSpan Far = TimeSpan.FromSeconds(2.5);

        protected override void Define(IWorkflowBuilder<Nap> flow)
        {
            flow.Sleep("near", Near);
            flow.Sleep("far", Far);
        }
    }
}
