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
    public void An_address_escapes_its_values() =>
        Address.With("instances", ("key", "a&b=c/ü"), ("q", null), ("tag.x y", "1")).ShouldBe("instances?key=a%26b%3Dc%2F%C3%BC&tag.x%20y=1");
}
