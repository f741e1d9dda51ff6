using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>A page in the browser that notes everything a user should never meet: script errors, refused content, failed requests.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private WatchedPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public IBrowserContext Context => _context;

    /// <summary>What went wrong, in words.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    public static async Task<WatchedPage> OpenAsync(Chromium chromium, BrowserNewContextOptions? options = null)
    {
        var context = await chromium.NewContextAsync(options);
        var page = await context.NewPageAsync();
        var watched = new WatchedPage(context, page);
        await context.AddInitScriptAsync("window.violations = []; document.addEventListener('securitypolicyviolation', e => violations.push(`${e.violatedDirective} ${e.blockedURI}`));");
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsExpected(message.Text))
                watched.Complaints.Enqueue($"console: {message.Text}");
        };
        page.PageError += (_, error) => watched.Complaints.Enqueue($"script: {error}");
        page.Dialog += (_, dialog) =>
        {
            watched.Complaints.Enqueue($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        return watched;
    }

    /// <summary>Opens an address and waits until its live parts are.</summary>
    public async Task GoAsync(Uri address, bool isLive = true)
    {
        await Page.GotoAsync(address.ToString());
        if (isLive)
            await BeLiveAsync();
    }

    /// <summary>
    /// A page without anything to follow is connected all the same. The mark keeps its class while the host is away, because only the host could change it:
    /// its words are what can be seen.
    /// </summary>
    public Task BeLiveAsync(float timeout = 30_000) => Page.Locator(".live:is(.on, .still) .live-words").WaitForAsync(new() { Timeout = timeout });

    public async Task<string[]> ViolationsAsync() => await Page.EvaluateAsync<string[]>("() => window.violations");

    /// <summary>Keeps a picture where somebody asked for pictures.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("WORKFLOWS_PICTURES") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    /// <summary>A page may well answer 404 or 409 and say so in words; the browser notes that as an error.</summary>
    private static bool IsExpected(string text) => text.Contains("the server responded with a status of 4", StringComparison.Ordinal);
}
