using Workflows.Contracts;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Tests.Services.Instances;

public sealed class InstancesQueryTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 20, 14, 21, 15, TimeSpan.Zero);

    [Fact]
    public void An_address_makes_the_query_that_makes_the_address()
    {
        const string address = "instances?status=Faulted&status=Paused&workflow=Orders&version=3&key=order-1%2A&q=card%20expired&step=Capture&event=Shop.Paid&failure=f1"
            + "&tag.region=eu&from=2026-11-20T00%3A00%3A00.0000000Z&to=2026-11-21T00%3A00%3A00.0000000Z&stuck=1h&sort=oldest&limit=100&at=CURSOR";
        var query = InstancesQuery.Read(PageQuery.Parse(new Uri("http://x/" + address).Query));
        query.ToAddress().ShouldBe(address);
    }

    [Fact]
    public void Every_condition_reaches_the_search()
    {
        var search = InstancesQuery.Read(PageQuery.Parse("?status=Faulted&workflow=W&version=3&key=k&q=t&step=n&event=e&failure=f&tag=a=b&tag.c=d&from=2026-11-20&to=2026-11-21&stuck=1h&sort=oldest")).ToSearch(_now, _now);
        search.ShouldSatisfyAllConditions(
            () => search.Filter.Statuses.ShouldBe([WorkflowStatus.Faulted]),
            () => search.Filter.Workflow.ShouldBe("W"),
            () => search.Filter.Version.ShouldBe(3),
            () => search.Filter.Key.ShouldBe("k"),
            () => search.Filter.Tags.ShouldBe(new Dictionary<string, string> { ["a"] = "b", ["c"] = "d" }, ignoreOrder: true),
            () => search.Filter.CreatedFrom.ShouldBe(_now.Date),
            () => search.Filter.CreatedBefore.ShouldBe(_now.Date.AddDays(1)),
            () => search.Text.ShouldBe("t"),
            () => search.Node.ShouldBe("n"),
            () => search.WaitingFor.ShouldBe("e"),
            () => search.Fingerprint.ShouldBe("f"),
            () => search.UnchangedSince.ShouldBe(_now.AddHours(-1)),
            () => search.Cutoff.ShouldBe(_now),
            () => search.Order.ShouldBe(WorkflowSearchOrder.OldestFirst));
    }

    [Fact]
    public void The_names_of_the_answer_do_for_the_question_too()
    {
        var address = PageQuery.Parse("?statuses=Faulted&node=n&text=t&waitingFor=e&fingerprint=f");
        var query = InstancesQuery.Read(address);
        (query.Statuses.Single(), query.Node, query.Text, query.Event, query.Failure).ShouldBe((WorkflowStatus.Faulted, "n", "t", "e", "f"));
        address.AllFaults().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?sort=oldest&limit=100&at=X", false)]
    [InlineData("?status=Faulted", true)]
    [InlineData("?tag.a=b", true)]
    [InlineData("?q=x", true)]
    public void Order_and_place_are_no_filter(string query, bool isFiltered) =>
        InstancesQuery.Read(PageQuery.Parse(query)).IsFiltered.ShouldBe(isFiltered);

    [Fact]
    public void A_page_has_one_of_three_sizes()
    {
        var query = PageQuery.Parse("?limit=5000");
        InstancesQuery.Read(query).Limit.ShouldBe(InstancesQuery.DefaultLimit);
        query.Faults.ShouldHaveSingleItem();
    }
}
