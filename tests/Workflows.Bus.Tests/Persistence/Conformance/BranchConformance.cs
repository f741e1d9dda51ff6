using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Queries;
using Workflows.Testing;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Lists show every branch of an instance that has several.</summary>
public abstract class BranchConformance : StoreConformance
{
    private static readonly string _paid = MessageName.Of(typeof(ErrandPaid));

    private readonly ManualClock _clock = new(Noon.AddHours(2));

    private protected abstract IInsightStore InsightStore { get; }

    private protected abstract IAuditStore Audit { get; }

    private protected abstract ISearchStore Search { get; }

    private WorkflowInsights Insights => new(InsightStore, Audit, _clock);

    private WorkflowInstances Instances => new(Search);

    [Fact]
    public async Task Every_branch_that_waits_is_a_line_and_a_page_may_end_between_two_of_one_instance()
    {
        var several = await CommittedAsync(Several(Waiting(1, 0), Waiting(2, 1), Waiting(3, 2)));

        var waits = new List<WorkflowWait>();
        string? after = null;
        do
        {
            var page = await Insights.ListWaitsAsync(after: after, limit: 1, cancellationToken: Canceled);
            waits.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        waits.Select(wait => (wait.InstanceId, wait.Node, wait.Place, wait.Token, wait.Events.Single().Key)).ShouldBe(
            Enumerable.Range(0, 3).Select(index => (several.Instance.Id, "payment", $"lines[{index}]/payment", index + 1, (string?)$"line-{index}")));
    }

    [Fact]
    public async Task Every_branch_counts_at_its_node_whatever_the_others_do()
    {
        await CommittedAsync(Several(Waiting(1, 0), Waiting(2, 1), Sent(3), Faulted(4, "no box")));
        await CommittedAsync(Errands.Places["sent"]);
        await CommittedAsync(Errands.Places["scheduled"]);

        (await Insights.CountByNodeAsync("Errand", 1, Canceled)).OrderBy(count => count.Node).ThenBy(count => count.Status).ShouldBe(
            [
                new WorkflowNodeCount("close", WorkflowStatus.Faulted, 1), new WorkflowNodeCount("fetch", WorkflowStatus.Running, 2),
                new WorkflowNodeCount("payment", WorkflowStatus.Waiting, 2),
            ]);
    }

    [Fact]
    public async Task Every_branch_that_stands_on_an_error_is_a_failure_of_its_own()
    {
        var several = await CommittedAsync(Several(Faulted(1, "no box"), Faulted(2, "no tape"), Sent(3)));

        var failures = (await Insights.ListFailuresAsync(cancellationToken: Canceled)).Items;

        failures.Select(failure => (failure.Message, failure.Count.Count, failure.SampleInstanceId)).ShouldBe(
            [("no box", 1, several.Instance.Id), ("no tape", 1, several.Instance.Id)], ignoreOrder: true);
        foreach (var failure in failures)
            await FindsAsync(new WorkflowSearch { Fingerprint = failure.Fingerprint }, several.Instance.Id);
    }

    [Fact]
    public async Task An_instance_is_found_once_by_whatever_one_of_its_branches_does()
    {
        var several = await CommittedAsync(Several(Sent(1), Waiting(2, 0), Waiting(3, 1)));
        await CommittedAsync(Errands.Places["sleeping"]);

        await FindsAsync(new WorkflowSearch { Node = "payment" }, several.Instance.Id);
        await FindsAsync(new WorkflowSearch { Node = "fetch" }, several.Instance.Id);
        await FindsAsync(new WorkflowSearch { WaitingFor = _paid }, several.Instance.Id);
        await FindsAsync(new WorkflowSearch { Node = "payment", Filter = new WorkflowFilter { Workflow = "Errand", Key = "waiting" } }, several.Instance.Id);
    }

    [Fact]
    public async Task What_a_branch_was_is_gone_with_it()
    {
        var several = await CommittedAsync(Several(Waiting(1, 0), Faulted(2, "no box")));
        var canceled = several.Instance.Then(new CancelTrigger("ann", null), several.Instance.UpdatedAt.AddSeconds(1));

        await CommittedAsync(canceled);

        (await Insights.ListWaitsAsync(cancellationToken: Canceled)).Items.ShouldBeEmpty();
        (await Insights.ListFailuresAsync(cancellationToken: Canceled)).Items.ShouldBeEmpty();
        (await Insights.CountByNodeAsync("Errand", 1, Canceled)).ShouldBeEmpty();
        await FindsAsync(new WorkflowSearch { Node = "payment" });
    }

    [Fact]
    public async Task A_transition_that_is_not_stored_leaves_the_branches_as_they_are()
    {
        var several = await CommittedAsync(Several(Waiting(1, 0), Waiting(2, 1)));

        (await CommitAsync(Several(Sent(1))[^1])).ShouldBe(CommitOutcome.Conflict);

        (await Insights.ListWaitsAsync(cancellationToken: Canceled)).Items.Count.ShouldBe(2);
        TextOf((await LoadAsync(several.Instance.Id))!.Execution).ShouldBe(TextOf(several.Instance.Execution));
    }

    [Fact]
    public async Task A_branch_of_an_instance_whose_definition_is_missing_is_no_failure_of_its_own()
    {
        await CommittedAsync(Errands.Places["undefined"]);

        var failure = (await Insights.ListFailuresAsync(cancellationToken: Canceled)).Items.ShouldHaveSingleItem();

        (failure.ErrorType, failure.Node).ShouldBe((DefinitionGap.ErrorType, "fetch"));
    }

    private async Task FindsAsync(WorkflowSearch search, params Guid[] ids)
    {
        (await Instances.SearchAsync(search, cancellationToken: Canceled)).Items.Select(line => line.InstanceId).ShouldBe(ids);
        (await Instances.CountAsync(search, cancellationToken: Canceled)).Count.ShouldBe(ids.Length);
    }

    /// <summary>An errand at its wait, with these branches in the place of the one that it has.</summary>
    private static Transition[] Several(params Token[] tokens)
    {
        var all = Errands.Places["waiting"];
        var instance = all[^1].Instance;
        var execution = instance.Execution with
        {
            Tokens = [.. tokens],
            Scopes = [.. tokens.Select(token => token.Scope).Where(scope => !scope.IsRoot).Select(place => new Scope { Place = place, Since = Noon })],
            Subscriptions = [.. tokens.Where(token => token.State == WorkflowTokenState.Waiting).Select(token => new Subscription("payment", _paid, $"line-{token.Scope.Index}") { Scope = token.Scope })],
            LastToken = 10,
        };
        return [.. all[..^1], all[^1] with { Instance = instance with { Execution = execution, Status = StatusOf.Living(execution), Error = InstanceError.OfLiving(execution, null) } }];
    }

    private static Token Waiting(int id, int index) =>
        new() { Id = id, Node = "payment", Scope = WorkflowPlace.Root.In("lines", index), State = WorkflowTokenState.Waiting, Since = Noon };

    private static Token Sent(int id) => new() { Id = id, Node = "fetch", State = WorkflowTokenState.Dispatched, Since = Noon, Attempt = 1 };

    private static Token Faulted(int id, string message) => new()
    {
        Id = id,
        Node = "close",
        State = WorkflowTokenState.Faulted,
        Since = Noon,
        Attempt = 1,
        Error = new WorkflowError { Type = "Shop.Shortage", Message = message },
    };
}
