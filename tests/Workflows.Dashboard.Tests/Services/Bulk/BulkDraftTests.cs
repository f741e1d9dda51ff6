using Workflows.Contracts;
using Workflows.Dashboard.Services.Bulk;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Tests.Services.Bulk;

public sealed class BulkDraftTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 20, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_filter_is_frozen_with_the_time_it_was_shown()
    {
        var shown = BulkDraft.Read(PageQuery.Parse("?operation=Retry&status=Faulted&stuck=1h&at=CURSOR"), _now);
        var later = BulkDraft.Read(PageQuery.Parse(new Uri("http://x/" + Address.With("bulk/new", shown.Values())).Query), _now.AddMinutes(10));
        later.Cutoff.ShouldBe(_now);
        later.ToSearch().Cutoff.ShouldBe(_now);
        later.ToSearch().UnchangedSince.ShouldBe(_now.AddHours(-1));
        later.Query.Statuses.ShouldBe([WorkflowStatus.Faulted]);
        later.Query.At.ShouldBeNull();
    }

    [Fact]
    public void A_cutoff_in_the_future_is_now() =>
        BulkDraft.Read(PageQuery.Parse("?operation=Retry&cutoff=2099-01-01"), _now).Cutoff.ShouldBe(_now);

    [Fact]
    public void Named_instances_are_those_and_no_search()
    {
        var id = Guid.NewGuid();
        var request = BulkDraft.Read(PageQuery.Parse($"?operation=Pause&id={id}&id={id}&id=nonsense"), _now).ToRequest(1, "ada", "why");
        request.InstanceIds.ShouldBe([id]);
        request.Search.ShouldBeNull();
        (request.Actor, request.Reason, request.ExpectedCount).ShouldBe(("ada", "why", 1));
    }

    [Fact]
    public void Conditions_are_said_in_words()
    {
        var search = BulkDraft.Read(PageQuery.Parse("?operation=Retry&status=Faulted&status=Paused&workflow=Orders&tag.region=eu"), _now).ToSearch();
        BulkText.Conditions(search).ShouldBe(["status Faulted or Paused", "workflow Orders", "tag region eu"]);
        BulkText.Conditions(new WorkflowSearch()).ShouldBe(["every instance"]);
    }
}
