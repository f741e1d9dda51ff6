using Microsoft.Playwright;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>Looks at what a tab shows now: in both themes and on a telephone.</summary>
internal static class Looks
{
    /// <summary>The rules whose answer depends on colors.</summary>
    private static readonly string[] _colorRules = ["color-contrast", "link-in-text-block"];

    /// <summary>The tab is left as wide as a telephone.</summary>
    public static async Task ShouldBeGoodAsync(WatchedPage watched, string name)
    {
        await AsAsync(watched, ColorScheme.Light, 1440);
        await watched.PictureAsync($"{name}-light");
        (await watched.Page.Locator("h1").CountAsync()).ShouldBe(1);
        (await Axe.FindAsync(watched.Page)).ShouldBeEmpty();

        await AsAsync(watched, ColorScheme.Dark, 1440);
        await watched.PictureAsync($"{name}-dark");
        (await Axe.FindAsync(watched.Page, _colorRules)).ShouldBeEmpty();

        await AsAsync(watched, ColorScheme.Light, 390);
        await watched.PictureAsync($"{name}-390");
        (await watched.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        (await Axe.FindAsync(watched.Page)).ShouldBeEmpty();
    }

    public static async Task AsAsync(WatchedPage watched, ColorScheme theme, int width)
    {
        await watched.Page.EmulateMediaAsync(new() { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
        await watched.Page.SetViewportSizeAsync(width, 900);
    }
}
