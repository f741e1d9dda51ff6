using Microsoft.Playwright;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>A drawing that has no room is moved inside its frame: one sees where there is more of it, and it begins where the instance stands.</summary>
public sealed class When_a_drawing_is_wide(Chromium chromium)
{
    private const string Place = "() => { const graph = document.querySelector('[data-graph]'); graph.scrollLeft = WHERE; return graph.scrollLeft; }";

    [Theory]
    [InlineData("0", false, true)]
    [InlineData("(graph.scrollWidth - graph.clientWidth) / 2", true, true)]
    [InlineData("graph.scrollWidth", true, false)]
    public async Task The_side_where_there_is_more_is_shaded(string where, bool left, bool right)
    {
        await using var host = await StartAsync();
        await using var watched = await OpenAsync(host, 1440);
        (await watched.Page.EvaluateAsync<bool>("() => { const graph = document.querySelector('[data-graph]'); return graph.scrollWidth > graph.clientWidth; }")).ShouldBeTrue();

        await watched.Page.EvaluateAsync<double>(Place.Replace("WHERE", where, StringComparison.Ordinal));

        (await ShadesAsync(watched)).ShouldBe((left, right));
    }

    [Fact]
    public async Task One_that_has_room_is_shaded_nowhere()
    {
        await using var host = await StartAsync();
        await using var watched = await OpenAsync(host, 2200);

        (await watched.Page.EvaluateAsync<bool>("() => { const graph = document.querySelector('[data-graph]'); return graph.scrollWidth > graph.clientWidth; }")).ShouldBeFalse();
        (await ShadesAsync(watched)).ShouldBe((false, false));
    }

    [Fact]
    public async Task It_begins_where_the_instance_stands()
    {
        await using var host = await StartAsync();
        await using var watched = await OpenAsync(host, 900);
        var frame = (await watched.Page.Locator("[data-graph]").BoundingBoxAsync())!;
        var node = (await watched.Page.Locator("[data-graph] .is-here rect").BoundingBoxAsync())!;

        node.X.ShouldBeGreaterThanOrEqualTo(frame.X);
        (node.X + node.Width).ShouldBeLessThanOrEqualTo(frame.X + frame.Width);
        (await watched.Page.EvaluateAsync<double>("() => document.querySelector('[data-graph]').scrollLeft")).ShouldBeGreaterThan(0);
    }

    private static Task<DashboardHost> StartAsync() =>
        DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { OnNetwork = true, World = new FakeWorld(new ManualTime()) });

    private async Task<WatchedPage> OpenAsync(DashboardHost host, int width)
    {
        var watched = await WatchedPage.OpenAsync(chromium);
        await Looks.AsAsync(watched, ColorScheme.Light, width);
        await watched.GoAsync(host.At(Addresses.All["instance-waiting"]));
        await watched.Page.Locator("[data-graph][data-shown]").WaitForAsync();
        return watched;
    }

    /// <summary>Whether the first and the last columns of the frame differ from its middle, above the nodes.</summary>
    private static async Task<(bool Left, bool Right)> ShadesAsync(WatchedPage watched)
    {
        var picture = Convert.ToBase64String(await watched.Page.Locator("[data-graph]").ScreenshotAsync());
        var blank = await watched.Context.NewPageAsync();
        var differences = await blank.EvaluateAsync<double[]>(
            """
            async picture => {
              const image = new Image();
              image.src = 'data:image/png;base64,' + picture;
              await image.decode();
              const canvas = document.createElement('canvas');
              [canvas.width, canvas.height] = [image.width, image.height];
              const context = canvas.getContext('2d');
              context.drawImage(image, 0, 0);
              const light = x => context.getImageData(x, 6, 1, 1).data.slice(0, 3).reduce((sum, part) => sum + part, 0);
              const middle = light(Math.round(image.width / 2));
              return [middle - light(1), middle - light(image.width - 2)];
            }
            """,
            picture);
        await blank.CloseAsync();
        return (differences[0] > 6, differences[1] > 6);
    }
}
