using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.TestWorker.Definitions;
using Workflows.TestWorker.Messages;

namespace Workflows.IntegrationTests.Processes;

/// <summary>A journey through a chain of processes, and what must hold of it afterwards.</summary>
internal static class KilledJourney
{
    public static async Task GoThroughAsync<TWorkflow>(string workflow, string crash)
        where TWorkflow : Journey
    {
        await using var cluster = await Cluster.CreateAsync(typeof(TWorkflow));
        await (await cluster.StartReadyAsync()).KillAsync();

        // Nobody is there to take them: they wait in the queue that the first process left behind.
        var journeyId = Guid.NewGuid();
        var instanceId = await cluster.Bus.StartByAsync(workflow, new JourneyBegan(journeyId));
        await cluster.Bus.PublishAsync(new LetterArrived(journeyId, "Take the train."));

        var chain = new CrashChain(cluster, settings => settings.Crash = crash);
        await Task.WhenAll(
            chain.RunUntilAsync(() => IsDoneAsync(cluster, instanceId), () => cluster.Instances.DescribeAsync(instanceId)),
            PublishTrainAsync(cluster, instanceId, journeyId));

        var journal = await ShouldHaveHappenedOnceAsync(cluster, instanceId);
        if (crash.Contains("commit", StringComparison.Ordinal))
            new[] { "pack", "drive", "board", "arrive" }.SelectMany(step => journal.WorkersOf("StepCompleted", step)).ShouldBeUnique();

        TestContext.Current.TestOutputHelper?.WriteLine($"{workflow}, {crash}: {chain.KilledCount} processes were killed.");
        chain.KilledCount.ShouldBeGreaterThan(4);
    }

    /// <summary>It has ended, and what its steps published has come: the process that made the last commit may have died before it could send.</summary>
    private static async Task<bool> IsDoneAsync(Cluster cluster, Guid instanceId) =>
        cluster.Bus.Received.Any(received => received.Message is BagPacked)
        && cluster.Bus.Received.Any(received => received.Message is TrainBoarded)
        && (await cluster.Instances.FindAsync(instanceId))?.Summary.Status.IsTerminal() == true;

    private static async Task PublishTrainAsync(Cluster cluster, Guid instanceId, Guid journeyId)
    {
        await cluster.Instances.ReachesAsync(instanceId, "train", WorkflowTokenState.Waiting);
        await cluster.Bus.PublishAsync(new TrainArrived(journeyId, 7));
    }

    private static async Task<Journal> ShouldHaveHappenedOnceAsync(Cluster cluster, Guid instanceId)
    {
        var details = await cluster.Instances.CompletesAsync(instanceId);
        var journal = await cluster.Instances.JournalOfAsync(instanceId);
        journal.ShouldShowEachOnce("pack", "drive", "board", "arrive");
        journal.CountOf("StepFailed").ShouldBeLessThanOrEqualTo(1, journal.ToString());
        journal.CountOf("SleepElapsed", "rest").ShouldBe(1);
        journal.CountOf("EventReceived", "letter").ShouldBe(1, journal.ToString());
        journal.CountOf("EventReceived", "train").ShouldBe(1, journal.ToString());

        var state = details.StateAs<JourneyState>();
        (state.PackCount, state.DriveCount, state.LetterCount, state.TrainNumber, state.BoardCount, state.ArriveCount).ShouldBe((1, 1, 1, 7, 1, 1));
        state.LetterText.ShouldBe("Take the train.");

        cluster.Bus.Received.Select(received => received.MessageId).Distinct().Count().ShouldBe(2, "Each message is to keep one id however often it is sent.");
        return journal;
    }
}
