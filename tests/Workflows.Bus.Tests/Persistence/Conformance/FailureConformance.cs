using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Queries;
using Workflows.Testing;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Instances that stand open with the same error are one failure.</summary>
public abstract class FailureConformance : StoreConformance
{
    private readonly ManualClock _clock = new(Noon.AddHours(3));

    private protected abstract IInsightStore InsightStore { get; }

    private protected abstract IAuditStore Audit { get; }

    private WorkflowInsights Insights => new(InsightStore, Audit, _clock);

    [Fact]
    public async Task It_says_how_many_since_when_and_shows_the_last()
    {
        await CommittedAsync(Parcels.Faulted(at: Noon));
        var last = await CommittedAsync(Parcels.Faulted(at: Noon.AddHours(2)));
        await CommittedAsync(Parcels.Faulted(at: Noon.AddMinutes(10)));

        var failure = (await Insights.ListFailuresAsync(cancellationToken: Canceled)).Items.ShouldHaveSingleItem();

        (failure.Workflow, failure.Node, failure.ErrorType, failure.Message).ShouldBe(("Parcel", "pick", "Shop.ShelfEmpty", "shelf # is empty"));
        (failure.Count, failure.SampleInstanceId, failure.SampleMessage).ShouldBe((new WorkflowCount(3), last.Instance.Id, "shelf A7 is empty"));
        failure.FirstAt.ShouldBe(Noon.AddMilliseconds(500));
        failure.LastAt.ShouldBe(last.Instance.UpdatedAt);
        failure.Versions.ShouldBe([3]);
        failure.PerHour.ShouldBe([.. Enumerable.Repeat(0, 21), 2, 0, 1]);
        failure.Fingerprint.ShouldBe(WorkflowFingerprint.Of("Parcel", "pick", "Shop.ShelfEmpty", "shelf A7 is empty"));
        TextOf(await Insights.GetFailureAsync(failure.Fingerprint, Canceled)).ShouldBe(TextOf(failure));
    }

    [Fact]
    public async Task It_is_gone_once_no_instance_stands_open_with_it()
    {
        var faulted = await CommittedAsync(Parcels.Faulted());
        var fingerprint = (await Insights.ListFailuresAsync(cancellationToken: Canceled)).Items.ShouldHaveSingleItem().Fingerprint;

        await CommittedAsync(faulted.Then(new RetryTrigger("ann", null)));

        (await Insights.ListFailuresAsync(cancellationToken: Canceled)).Items.ShouldBeEmpty();
        (await Insights.GetFailureAsync(fingerprint, Canceled)).ShouldBeNull();
    }

    [Fact]
    public async Task An_event_that_comes_meanwhile_does_not_move_the_time_it_failed()
    {
        var faulted = await CommittedAsync(Parcels.Faulted());
        var kept = await CommittedAsync(faulted.Delivered());
        kept.Instance.Status.ShouldBe(WorkflowStatus.Faulted);

        (await Insights.ListFailuresAsync(cancellationToken: Canceled)).Items.ShouldHaveSingleItem().LastAt.ShouldBe(faulted.Instance.UpdatedAt);
    }

    [Fact]
    public async Task A_second_fault_has_a_time_of_its_own()
    {
        var faulted = await CommittedAsync(Parcels.Faulted());
        var retried = faulted.Then(new RetryTrigger("ann", null), TimeSpan.FromMinutes(5));
        var failures = Parcels.FaultedAgain(retried);
        await CommittedAsync([retried, .. failures]);

        (await Insights.ListFailuresAsync(cancellationToken: Canceled)).Items.ShouldHaveSingleItem().LastAt.ShouldBe(failures[^1].Instance.UpdatedAt);
    }

    [Fact]
    public async Task Failures_are_listed_latest_first_page_by_page()
    {
        foreach (var minute in new[] { 3, 1, 2 })
        {
            var all = Parcels.Faulted(at: Noon.AddMinutes(minute));
            var error = new WorkflowError { Type = "Shop.Fire", Message = $"fire of kind {(char)('a' + minute)}" };
            var (instance, token) = (all[^1].Instance, all[^1].Instance.CurrentToken!);
            await CommittedAsync([.. all[..^1], all[^1] with { Instance = instance with { Error = error, Execution = instance.Execution with { Tokens = [token with { Error = error }] } } }]);
        }

        var page = await Insights.ListFailuresAsync(limit: 2, cancellationToken: Canceled);
        var next = await Insights.ListFailuresAsync(after: page.Next, limit: 2, cancellationToken: Canceled);

        page.Items.Concat(next.Items).Select(failure => failure.Message).ShouldBe(["fire of kind d", "fire of kind c", "fire of kind b"]);
        next.Next.ShouldBeNull();
        (await Insights.ListFailuresAsync(new WorkflowFailureFilter { LastFrom = Noon.AddMinutes(2) }, cancellationToken: Canceled)).Items.Count.ShouldBe(2);
        (await Insights.ListFailuresAsync(new WorkflowFailureFilter { Workflow = "Other" }, cancellationToken: Canceled)).Items.ShouldBeEmpty();
    }
}
