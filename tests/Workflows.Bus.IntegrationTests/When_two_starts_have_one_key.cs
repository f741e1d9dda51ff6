using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;
using Workflows.TestWorker.Messages;

namespace Workflows.IntegrationTests;

/// <summary>Two starts at the same moment. The broker hands them to the two processes in turn.</summary>
public sealed class When_two_starts_have_one_key(CalmCluster calm)
{
    private const int Rounds = 6;

    [Fact]
    public async Task One_wins_and_the_other_is_refused_until_the_first_has_ended()
    {
        var cluster = await calm.GetAsync();
        foreach (var seat in Seats())
        {
            var answers = await StartTwiceAsync(cluster, "RefusingSeat", seat);
            var started = answers.OfType<WorkflowStartAccepted>().ShouldHaveSingleItem();
            started.Outcome.ShouldBe(StartOutcome.Started);
            var refused = answers.OfType<WorkflowOperationRefused>().ShouldHaveSingleItem();
            refused.Refusal.ShouldBe(WorkflowRefusal.DuplicateKey);
            refused.InstanceId.ShouldBe(started.InstanceId);

            await cluster.Bus.PublishAsync(new NewsProclaimed(seat, "The play is over."));
            await cluster.Instances.CompletesAsync(started.InstanceId);
            (await cluster.Bus.RequestStartAsync("RefusingSeat", new SeatState { Seat = seat })).ShouldBeOfType<WorkflowStartAccepted>();
        }

        cluster.Workers.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task One_wins_and_the_other_gets_the_same_instance()
    {
        var cluster = await calm.GetAsync();
        foreach (var seat in Seats())
        {
            var answers = (await StartTwiceAsync(cluster, "SharedSeat", seat)).Cast<WorkflowStartAccepted>().ToArray();
            answers.Select(answer => answer.Outcome).ShouldBe([StartOutcome.Started, StartOutcome.ReturnedRunning], ignoreOrder: true);
            answers[0].InstanceId.ShouldBe(answers[1].InstanceId);
        }

        cluster.Workers.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task The_second_takes_the_place_of_the_first()
    {
        var cluster = await calm.GetAsync();
        foreach (var seat in Seats())
        {
            var answers = (await StartTwiceAsync(cluster, "ContestedSeat", seat)).Cast<WorkflowStartAccepted>().ToArray();
            answers.Select(answer => answer.Outcome).ShouldBe([StartOutcome.Started, StartOutcome.ReplacedRunning], ignoreOrder: true);
            var replaced = answers.Single(answer => answer.Outcome == StartOutcome.Started).InstanceId;
            var living = answers.Single(answer => answer.Outcome == StartOutcome.ReplacedRunning).InstanceId;
            (await cluster.Instances.ReachesAsync(replaced, WorkflowStatus.Canceled)).Summary.InstanceId.ShouldBe(replaced);
            (await cluster.Instances.GetAsync(living)).Summary.Status.ShouldBe(WorkflowStatus.Waiting);
        }

        cluster.Workers.ShouldHaveNoErrors();
    }

    private static IEnumerable<string> Seats() => Enumerable.Range(0, Rounds).Select(_ => $"{Guid.NewGuid()}");

    private static Task<object[]> StartTwiceAsync(Cluster cluster, string workflow, string seat) =>
        Task.WhenAll(Enumerable.Range(0, 2).Select(_ => cluster.Bus.RequestStartAsync(workflow, new SeatState { Seat = seat })));
}
