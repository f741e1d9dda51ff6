using Microsoft.Playwright;
using Workflows.Dashboard.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>One Chromium for all tests; each test has a context of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private readonly SemaphoreSlim _gate = new(1);

    private IPlaywright? _playwright;

    private IBrowser? _browser;

    /// <summary>Starts it for the first test that asks.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? options = null)
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _browser ??= await StartAsync();
        }
        finally
        {
            _gate.Release();
        }

        return await _browser.NewContextAsync(options);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();

        _playwright?.Dispose();
        _gate.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        var path = Environment.GetEnvironmentVariable("WORKFLOWS_CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium";
        if (!File.Exists(path))
            throw new InvalidOperationException($"Expected Chromium at {path}, but it is not there. Run eng/chromium, which installs it and prints its path, and set WORKFLOWS_CHROMIUM to that.");

        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}
