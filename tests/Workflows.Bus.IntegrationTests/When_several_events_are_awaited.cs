using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;
using Workflows.TestWorker.Messages;

namespace Workflows.IntegrationTests;

public sealed class When_several_events_are_awaited
{
    private const int CaseCount = 60;

    [Fact]
    public async Task All_that_come_at_once_are_taken_and_the_instance_resumes_once()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(PapersWorkflow));
        await cluster.StartReadyAsync(2);
        var cases = await WaitingCasesAsync(cluster, "Papers");

        await Task.WhenAll(cases.SelectMany(one => new[]
        {
            PublishTwiceAsync(cluster, new FormFiled(one.CaseId, "form")),
            PublishTwiceAsync(cluster, new ProofHandedIn(one.CaseId, "proof")),
            PublishTwiceAsync(cluster, new FeePaid(one.CaseId, "fee")),
        }));

        foreach (var (_, instanceId) in cases)
        {
            var state = (await cluster.Instances.CompletesAsync(instanceId)).StateAs<CaseState>();
            state.Received.ShouldBe(["form", "proof", "fee"], ignoreOrder: true);
            state.CloseCount.ShouldBe(1);
            var journal = await cluster.Instances.JournalOfAsync(instanceId);
            journal.ShouldShowEachOnce("close");
            journal.CountOf("EventReceived", "papers").ShouldBe(3, journal.ToString());
        }

        cluster.Workers.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task Of_any_that_come_at_once_exactly_one_wins_and_the_others_are_no_error()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(VerdictWorkflow));
        await cluster.StartReadyAsync(2);
        var cases = await WaitingCasesAsync(cluster, "Verdict");

        await Task.WhenAll(cases.SelectMany(one => new[]
        {
            PublishTwiceAsync(cluster, new FormFiled(one.CaseId, "form")),
            PublishTwiceAsync(cluster, new ProofHandedIn(one.CaseId, "proof")),
        }));

        foreach (var (_, instanceId) in cases)
        {
            var state = (await cluster.Instances.CompletesAsync(instanceId)).StateAs<CaseState>();
            state.Received.ShouldHaveSingleItem().ShouldBeOneOf("form", "proof");
            state.CloseCount.ShouldBe(1);
            var journal = await cluster.Instances.JournalOfAsync(instanceId);
            journal.ShouldShowEachOnce("close");
            (journal.CountOf("EventReceived"), journal.CountOf("WorkflowFaulted")).ShouldBe((1, 0), journal.ToString());
        }

        cluster.Workers.ShouldHaveNoErrors();
    }

    private static async Task<IReadOnlyList<(Guid CaseId, Guid InstanceId)>> WaitingCasesAsync(Cluster cluster, string workflow)
    {
        var cases = await Task.WhenAll(Enumerable.Range(0, CaseCount).Select(async _ =>
        {
            var caseId = Guid.NewGuid();
            return (caseId, await cluster.Bus.StartAsync(workflow, new CaseState { CaseId = caseId }));
        }));
        await cluster.Instances.CountReachesAsync(workflow, CaseCount, WorkflowStatus.Waiting);
        return cases;
    }

    /// <summary>The same message twice, and another one with the same key besides.</summary>
    private static async Task PublishTwiceAsync<TEvent>(Cluster cluster, TEvent message)
        where TEvent : class
    {
        var messageId = Guid.NewGuid();
        await Task.WhenAll(cluster.Bus.PublishAsync(message, messageId), cluster.Bus.PublishAsync(message, messageId), cluster.Bus.PublishAsync(message));
    }
}
