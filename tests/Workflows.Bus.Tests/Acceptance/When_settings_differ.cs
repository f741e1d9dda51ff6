using Workflows.Engine;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

/// <summary>Settings whose effect the tests of the engine show come to the engine.</summary>
public sealed class When_settings_differ
{
    [Fact]
    public async Task An_instance_counts_as_forgotten_after_the_time_that_is_set()
    {
        var staleAfter = TimeSpan.FromMinutes(11);
        await using var bus = new TestBus(flow => flow.Sleep("nap", TimeSpan.FromHours(1)), w => w.Configure(options => options.StaleAfter = staleAfter));

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        bus.Stored(run).StaleAt.ShouldNotBeNull().ShouldBe(Staleness.Coarse(run.Details.Summary.CreatedAt, staleAfter));
    }

    [Fact]
    public async Task A_step_may_be_lost_as_often_as_is_set()
    {
        await using var bus = new TestBus(flow => flow.Sleep("nap", TimeSpan.FromHours(1)), w => w.Configure(options => options.LostAttemptLimit = 17));

        bus.Get<WorkflowEngine>().Settings.LostAttemptLimit.ShouldBe(17);
    }
}
