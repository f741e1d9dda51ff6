using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

/// <summary>The same with more processes; a class of its own, so that it runs beside the other.</summary>
public sealed class When_workers_are_killed_at_every_commit_of_messages
{
    [Theory]
    [InlineData("after commit 1")]
    [InlineData("before commit 2")]
    [InlineData("before send 2")]
    public Task The_workflow_completes_where_every_step_has_its_message(string crash) => KilledJourney.GoThroughAsync<JourneyByMessageWorkflow>("JourneyByMessage", crash);
}
