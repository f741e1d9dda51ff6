using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Tests.Services.Reading;

public sealed class PageQueryTests
{
    [Fact]
    public void What_cannot_be_read_is_left_out_and_named()
    {
        var query = PageQuery.Parse("?version=two&from=yesterday&stuck=long&status=Sleeping&status=Faulted");
        query.Number("version").ShouldBeNull();
        query.Time("from").ShouldBeNull();
        query.Span("stuck").ShouldBeNull();
        query.Words<WorkflowStatus>("status").ShouldBe([WorkflowStatus.Faulted]);
        query.Faults.Count.ShouldBe(4);
        query.Faults[3].ShouldContain("'status' was left out");
        query.Faults[3].ShouldContain("Pending, Running, Waiting");
    }

    [Fact]
    public void Numbers_are_no_words() => PageQuery.Parse("?status=4").Words<WorkflowStatus>("status").ShouldBeEmpty();

    [Fact]
    public void Empty_values_ask_for_nothing()
    {
        var query = PageQuery.Parse("?workflow=&version=&from=&status=");
        query.Text("workflow").ShouldBeNull();
        query.Number("version").ShouldBeNull();
        query.Time("from").ShouldBeNull();
        query.Words<WorkflowStatus>("status").ShouldBeEmpty();
        query.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_time_without_a_zone_is_utc() =>
        PageQuery.Parse("?from=2026-11-20T14:00").Time("from").ShouldBe(new DateTimeOffset(2026, 11, 20, 14, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Text_that_is_too_long_is_left_out()
    {
        var query = PageQuery.Parse("?q=" + new string('x', 2_000));
        query.Text("q").ShouldBeNull();
        query.Faults.ShouldHaveSingleItem().Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void A_name_that_nobody_asks_for_is_named_with_those_that_are_known()
    {
        var query = PageQuery.Parse("?status=Faulted&Nonsense=1&nonsens=2");
        query.Words<WorkflowStatus>("status");
        query.Text("step");
        query.AllFaults().ShouldBe(["'Nonsense' was left out: this page knows no condition of that name. It knows: status, step.", "'nonsens' was left out: this page knows no condition of that name. It knows: status, step."]);
    }

    [Fact]
    public void A_condition_may_go_by_another_name_and_says_so_where_both_are_there()
    {
        PageQuery.Parse("?node=a").Text("step", "node").ShouldBe("a");
        PageQuery.Parse("?step=a&node=a").Text("step", "node").ShouldBe("a");
        var query = PageQuery.Parse("?step=a&node=b");
        query.Text("step", "node").ShouldBe("a");
        query.AllFaults().ShouldBe(["'node' was left out: it says the same as 'step', which is there too."]);
    }

    [Fact]
    public void An_address_escapes_its_values() =>
        Address.With("instances", ("key", "a&b=c/ü"), ("q", null), ("tag.x y", "1")).ShouldBe("instances?key=a%26b%3Dc%2F%C3%BC&tag.x%20y=1");
}
