using System.Globalization;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;
using Workflows.TestWorker.Messages;

namespace Workflows.IntegrationTests;

public sealed class When_messages_are_delivered_twice_and_out_of_order
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each_outcome_is_recorded_once(int processCount)
    {
        await using var cluster = await Cluster.CreateAsync(typeof(JourneyByMessageWorkflow), typeof(LabourWorkflow), typeof(OrderWorkflow));
        await cluster.StartReadyAsync(processCount, settings => settings.SendTwice = true);

        var journeys = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TravelAsync(cluster)));
        var labours = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => cluster.Bus.StartAsync("Labour", new LabourState { Duration = TimeSpan.FromMilliseconds(150) })));
        var orders = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cluster.Bus.StartAsync("Order", new OrderState { OrderId = Guid.NewGuid() })));

        foreach (var id in labours)
        {
            (await cluster.Instances.CompletesAsync(id)).StateAs<LabourState>().DoneCount.ShouldBe(2);
            (await cluster.Instances.JournalOfAsync(id)).ShouldShowEachOnce("dig", "build");
        }

        foreach (var id in orders)
            await cluster.Instances.ShouldBeOrderedOnceAsync(id);

        await journeys;
        await cluster.StopAllAsync();
        cluster.Workers.Select(SentAgainCountOf).ShouldAllBe(count => count > 20);
        cluster.Workers.ShouldHaveNoErrors();
    }

    private static int SentAgainCountOf(WorkerProcess worker) =>
        int.Parse(worker.Output.Lines.Single(line => line.StartsWith("stopped ", StringComparison.Ordinal)).Split(' ')[^1], CultureInfo.InvariantCulture);

    /// <summary>Every event comes twice, and another one with the same key besides.</summary>
    private static async Task TravelAsync(Cluster cluster)
    {
        var journeyId = Guid.NewGuid();
        var letter = new LetterArrived(journeyId, "Take the train.");
        var letterId = await cluster.Bus.PublishAsync(letter);
        var instanceId = await cluster.Bus.StartByAsync("JourneyByMessage", new JourneyBegan(journeyId));
        await cluster.Bus.PublishAsync(letter, letterId);
        await cluster.Instances.JournalReachesAsync(instanceId, "EventReceived", "letter");

        var train = new TrainArrived(journeyId, 7);
        var trainId = await cluster.Bus.PublishAsync(train);
        await cluster.Bus.PublishAsync(train, trainId);
        await cluster.Bus.PublishAsync(train);

        var state = (await cluster.Instances.CompletesAsync(instanceId)).StateAs<JourneyState>();
        (state.PackCount, state.DriveCount, state.LetterCount, state.TrainNumber, state.BoardCount, state.ArriveCount).ShouldBe((1, 1, 1, 7, 1, 1));
        var journal = await cluster.Instances.JournalOfAsync(instanceId);
        journal.ShouldShowEachOnce("pack", "drive", "board", "arrive");
        journal.CountOf("EventReceived", "train").ShouldBe(1);
    }
}
