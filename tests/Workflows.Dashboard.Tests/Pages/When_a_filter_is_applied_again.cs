using AngleSharp.Html.Dom;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Pages;

/// <summary>A filter that is opened and applied without a change asks for what it asked for: operations on all that match follow it.</summary>
public sealed class When_a_filter_is_applied_again
{
    [Theory]
    [InlineData("instances?tag.region=eu&tag.channel=checkout-api")]
    [InlineData("instances?tag.region=eu&tag.note=")]
    [InlineData("instances?from=2026-11-20T08:15:42Z&to=2026-11-20T09:00:07.25Z")]
    [InlineData("instances?status=Faulted&workflow=OrderFulfilment&version=3&key=order-*&q=card&step=CapturePayment&event=X&stuck=1h&sort=oldest&limit=25")]
    public async Task It_stays_the_same(string address)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var form = (IHtmlFormElement)(await host.PageAsync(address)).QuerySelector("details.filter form")!;
        Read("?" + Sent(form)).ShouldBe(Read(new Uri("http://x/" + address).Query));
    }

    [Fact]
    public async Task A_tag_that_is_added_joins_the_others()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var form = (IHtmlFormElement)(await host.PageAsync("instances?tag.region=eu")).QuerySelector("details.filter form")!;
        ((IHtmlInputElement)form.QuerySelector("input[name=tag]")!).Value = "channel=web";
        Read("?" + Sent(form)).ShouldBe(Read("?tag.region=eu&tag.channel=web"));
    }

    [Fact]
    public async Task The_audit_keeps_its_seconds()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { World = new FakeWorld(new ManualTime()) });
        var page = await host.PageAsync("audit?from=2026-11-20T08:15:42Z");
        var input = page.QuerySelector("input[name=from]")!;
        (input.GetAttribute("value"), input.GetAttribute("step")).ShouldBe(("2026-11-20T08:15:42", "1"));
    }

    private static string Read(string query) => InstancesQuery.Read(PageQuery.Parse(query)).ToAddress();

    /// <summary>What a browser asks for when the form is submitted as it stands.</summary>
    private static string Sent(IHtmlFormElement form)
    {
        var fields = form.Elements.OfType<IHtmlInputElement>().Where(input => input.Type != "checkbox" || input.IsChecked).Select(input => (input.Name, Value: (string?)input.Value))
            .Concat(form.Elements.OfType<IHtmlSelectElement>().Select(select => (select.Name, select.Value)));
        return string.Join('&', fields.Where(field => field.Name is not null).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value ?? "")}"));
    }
}
