using Microsoft.Playwright;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>What one has to see is in the window, and what belongs together stands together.</summary>
public sealed class When_a_window_is_narrow(Chromium chromium)
{
    [Theory]
    [InlineData("audit", "nav.rail a[aria-current]", "Audit")]
    [InlineData("settings", "nav.rail a[aria-current]", "Settings")]
    [InlineData("instance-operations", "main nav.tabs a[aria-current]", "Operations")]
    public async Task The_current_page_and_the_current_part_are_in_it(string name, string current, string words)
    {
        await using var host = await StartAsync();
        await using var watched = await OpenAsync(host, name, 390);
        var link = watched.Page.Locator(current).Filter(new() { HasText = words });
        var box = (await link.BoundingBoxAsync())!;

        box.X.ShouldBeGreaterThanOrEqualTo(0);
        (box.X + box.Width).ShouldBeLessThanOrEqualTo(390);
    }

    /// <summary>A line that stands beside its place where there is room, and below where there is none, makes a ragged column.</summary>
    [Theory]
    [InlineData(1440)]
    [InlineData(1000)]
    public async Task What_is_said_of_a_place_stands_below_it(int width)
    {
        await using var host = await StartAsync();
        await using var watched = await OpenAsync(host, "instances", width);
        var places = await watched.Page.EvaluateAsync<double[][]>(
            """
            () => [...document.querySelectorAll('td .place + .note')].map(note => {
              const [place, said] = [note.previousElementSibling.getBoundingClientRect(), note.getBoundingClientRect()];
              return [said.left - place.left, said.top - place.bottom];
            })
            """);

        places.Length.ShouldBeGreaterThan(5);
        places.ShouldAllBe(place => Math.Abs(place[0]) < 1 && place[1] > -2);
    }

    private static Task<DashboardHost> StartAsync() =>
        DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { OnNetwork = true, World = new FakeWorld(new ManualTime()) });

    private async Task<WatchedPage> OpenAsync(DashboardHost host, string name, int width)
    {
        var watched = await WatchedPage.OpenAsync(chromium);
        await Looks.AsAsync(watched, ColorScheme.Light, width);
        await watched.GoAsync(host.At(Addresses.All[name]));
        return watched;
    }
}
