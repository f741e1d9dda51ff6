using Workflows.Contracts;
using Workflows.Dashboard.Services.Bulk;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Tests.Services.Bulk;

public sealed class BulkDraftTests
{
    private static readonly Guid _job = Guid.NewGuid();

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
        var request = BulkDraft.Read(PageQuery.Parse($"?operation=Pause&id={id}&id={id}&id=nonsense"), _now).ToRequest(new BulkConfirmation(_job, 1, null, "why", null), "ada");
        request.InstanceIds.ShouldBe([id]);
        request.Search.ShouldBeNull();
        (request.JobId, request.Actor, request.Reason, request.ExpectedCount).ShouldBe((_job, "ada", "why", 1));
    }

    [Fact]
    public void Conditions_are_said_in_words()
    {
        var search = BulkDraft.Read(PageQuery.Parse("?operation=Retry&status=Faulted&status=Paused&workflow=Orders&tag.region=eu"), _now).ToSearch();
        BulkText.Which(search).ShouldBe("Every instance with status Faulted or Paused, workflow Orders, tag region eu");
        BulkText.Which(new WorkflowSearch()).ShouldBe("Every instance");
        BulkText.Which(new WorkflowSearch { Fingerprint = "f00" }, "TimeoutException at pay: No answer.").ShouldBe("Every instance with failure TimeoutException at pay: No answer.");
        BulkText.Which(new WorkflowSearch { Fingerprint = "f00" }).ShouldBe("Every instance with failure f00");
    }

    [Theory]
    [InlineData("?operation=Retry&status=Faultd", "Part of the address was not understood")]
    [InlineData("?operation=Retry&tag=region", "Part of the address was not understood")]
    [InlineData("?operation=Retry&id=nonsense", "Part of the address was not understood")]
    [InlineData("?operation=Retry&statsu=Faulted", "The address has conditions that are not known: statsu.")]
    [InlineData("?operation=Retry&id=", "No instance is selected.")]
    public void What_is_not_understood_never_means_more(string address, string why)
    {
        var query = PageQuery.Parse(address);
        BulkDraft.WhyUnclear(query, BulkDraft.Read(query, _now)).ShouldNotBeNull().ShouldStartWith(why);
    }

    [Fact]
    public void More_names_than_a_job_takes_are_refused_not_cut()
    {
        var query = PageQuery.Parse("?operation=Retry" + string.Concat(Enumerable.Range(0, 501).Select(_ => $"&id={Guid.NewGuid()}")));
        BulkDraft.WhyUnclear(query, BulkDraft.Read(query, _now)).ShouldBe("At most 500 instances can be named one by one, but 501 are. Use a filter for more.");
    }

    [Theory]
    [InlineData("?operation=Retry&id=0199a7c4-0000-7000-8000-000000000001")]
    [InlineData("?operation=SendEvent&send=Paid&json=true&status=Faulted&workflow=Orders&version=2&key=a*&q=x&step=s&event=e&failure=f&tag.a=b&tag.c=&from=2026-01-01&to=2026-02-01&stuck=1h&sort=oldest&limit=25&at=C&cutoff=2026-11-20")]
    public void Everything_that_the_list_sends_is_understood_and_sent_on(string address)
    {
        var query = PageQuery.Parse(address);
        var draft = BulkDraft.Read(query, _now);
        BulkDraft.WhyUnclear(query, draft).ShouldBeNull();
        var again = BulkDraft.Read(PageQuery.Parse(new Uri("http://x/" + Address.With("bulk/new", draft.Values())).Query), _now.AddMinutes(1));
        again.Values().ShouldBe(draft.Values());
    }
}
