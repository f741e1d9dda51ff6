using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

/// <summary>
/// A chain of processes goes through one workflow: each does one more thing than the one before it, and is killed. So every commit of the workflow has
/// a process die right before it and another right behind it, between commit and send and between receive and commit.
/// </summary>
public sealed class When_workers_are_killed_at_every_commit
{
    [Theory]
    [InlineData("after commit 1")]
    [InlineData("before commit 2")]
    public Task The_workflow_completes_where_steps_go_on_under_one_delivery(string crash) => KilledJourney.GoThroughAsync<JourneyWorkflow>("Journey", crash);
}
