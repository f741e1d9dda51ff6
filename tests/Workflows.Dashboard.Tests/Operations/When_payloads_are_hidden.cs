using System.Net;
using System.Text.RegularExpressions;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;
using Workflows.Dashboard.Tests.Pages;

namespace Workflows.Dashboard.Tests.Operations;

/// <summary>Who does not meet the policy for payloads sees what happens, but not with what: on no page, in no file and in no JSON.</summary>
public sealed class When_payloads_are_hidden
{
    private static readonly string[] _secrets = ["ada18241@shop.example", "Shop.Payments.Gateway.Capture"];

    private static readonly HostSetup _setup = new() { Options = options => options.PayloadPolicy = "payloads", World = new FakeWorld(new ManualTime()) };

    public static TheoryData<string> Tabs => ["", "?tab=journal", "?tab=state&from=1", "?tab=open", "?tab=operations", "?tab=journal&q=ada18241"];

    [Theory]
    [MemberData(nameof(Tabs))]
    public async Task They_are_nowhere_on_the_page_of_an_instance(string tab)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, _setup);
        var path = $"instances/{Browser.Addresses.Faulted}{tab}";
        foreach (var accept in new[] { "text/html", "application/json" })
        {
            var text = await TextAsync(host, path, "eve:readers", accept);
            _secrets.ShouldAllBe(secret => !text.Contains(secret));
        }
    }

    /// <summary>A search that looks into what is hidden tells it letter by letter: what it finds must not depend on it.</summary>
    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    public async Task The_journal_cannot_be_searched_for_them(string accept)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, _setup);
        var path = $"instances/{Browser.Addresses.Faulted}?tab=journal&q=";
        var hit = await TextAsync(host, path + "ada18241", "eve:readers", accept);
        var miss = await TextAsync(host, path + "zzzz", "eve:readers", accept);
        Entries(hit).ShouldBe(Entries(miss));
        Entries(hit).ShouldBeGreaterThan(1);
        hit.ShouldContain("text is also looked for in payloads, and those are hidden from you.");

        Entries(await TextAsync(host, path + "ada18241", "ada:payloads", accept)).ShouldBe(1);
        Entries(await TextAsync(host, path + "zzzz", "ada:payloads", accept)).ShouldBe(0);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    public async Task An_event_that_nobody_takes_is_listed_without_its_body(string accept)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, _setup);
        var text = await TextAsync(host, "waits?kind=unmatched", "eve:readers", accept);
        text.ShouldContain("user-70999");
        text.ShouldNotContain("nobody@shop.example");
        (await TextAsync(host, "waits?kind=unmatched", "ada:payloads", accept)).ShouldContain("nobody@shop.example");
    }

    [Fact]
    public async Task Who_meets_the_policy_sees_them()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, _setup);
        foreach (var accept in new[] { "text/html", "application/json" })
        {
            (await TextAsync(host, $"instances/{Browser.Addresses.Faulted}?tab=state", "ada:payloads", accept)).ShouldContain(_secrets[0]);
            (await TextAsync(host, $"instances/{Browser.Addresses.Faulted}", "ada:payloads", accept)).ShouldContain(_secrets[1]);
        }
    }

    [Fact]
    public async Task The_file_is_refused()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, _setup);
        using var response = await host.SendAsync($"instances/{Browser.Addresses.Faulted}/state.json", Html.As("eve:readers"));
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_page_says_that_they_are_hidden()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, _setup);
        (await host.PageAsync($"instances/{Browser.Addresses.Faulted}?tab=state", Html.As("eve:readers"))).Words().ShouldContain("The state is hidden from you.");
    }

    private static int Entries(string journal) => Regex.Count(journal, "class=\"j-number mono\"|\"hasHiddenPayload\"");

    private static async Task<string> TextAsync(DashboardHost host, string path, string user, string accept)
    {
        using var response = await host.SendAsync(path, request =>
        {
            request.Headers.Add(TestUsers.Name, user);
            request.Headers.Accept.ParseAdd(accept);
        });
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
