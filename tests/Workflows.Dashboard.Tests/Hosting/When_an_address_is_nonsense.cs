using System.Net;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Hosting;

/// <summary>Whatever somebody writes into the address, the answer is a page: never an error of the server, and nothing that is not the dashboard's.</summary>
public sealed class When_an_address_is_nonsense
{
    [Theory]
    [InlineData("instances/no-id", HttpStatusCode.NotFound)]
    [InlineData("bulk/no-id", HttpStatusCode.NotFound)]
    [InlineData("instances?after=no-cursor", HttpStatusCode.OK)]
    [InlineData("instances?after=%00%ff%fe", HttpStatusCode.OK)]
    [InlineData("instances?q=%00", HttpStatusCode.OK)]
    [InlineData("instances?key=%ff%fe", HttpStatusCode.OK)]
    [InlineData("instances?tag.%00=%00&status=%00&limit=-1&version=99999999999999999999", HttpStatusCode.OK)]
    [InlineData("waits?kind=%00&after=%ff", HttpStatusCode.OK)]
    [InlineData("audit?instance=%00&from=%ff&to=yesterday", HttpStatusCode.OK)]
    [InlineData("_assets/x/..%2f..%2fappsettings.json", HttpStatusCode.NotFound)]
    [InlineData("_assets/x/%2e%2e/%2e%2e/appsettings.json", HttpStatusCode.NotFound)]
    [InlineData("_assets/x/..%5c..%5cappsettings.json", HttpStatusCode.NotFound)]
    public async Task It_is_answered_in_words(string path, HttpStatusCode expected)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        using var response = await host.SendAsync(path);
        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Words_of_six_thousand_letters_are_left_out()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        using var response = await host.SendAsync("instances?q=" + new string('a', 6_000));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("was left out");
    }
}
