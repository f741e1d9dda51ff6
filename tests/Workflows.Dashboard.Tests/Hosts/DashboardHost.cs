using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Dashboard.Tests.Fakes;

namespace Workflows.Dashboard.Tests.Hosts;

/// <summary>A running application of one kind with the dashboard in it: in memory, or on a port of this machine for a browser.</summary>
internal sealed class DashboardHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DashboardHost(WebApplication app, HostKind kind, FakeWorld world, Uri? address)
    {
        _app = app;
        Kind = kind;
        World = world;
        Address = address ?? new Uri("http://localhost");
        Client = address is null ? app.GetTestServer().CreateClient() : new HttpClient();
    }

    public HostKind Kind { get; }

    public FakeWorld World { get; }

    /// <summary>Of the application, without the mount.</summary>
    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>How far jobs may go.</summary>
    public FakeBatch Batch => _app.Services.GetRequiredService<FakeBatch>();

    public IServiceProvider Services => _app.Services;

    public static async Task<DashboardHost> StartAsync(HostKind kind, HostSetup? setup = null)
    {
        setup ??= new HostSetup();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(DashboardHost).Assembly.GetName().Name,
            WebRootPath = setup.WebRoot,
        });
        builder.Logging.ClearProviders();
        if (setup.OnNetwork)
            builder.WebHost.UseUrls($"http://127.0.0.1:{setup.Port}");
        else
            builder.WebHost.UseTestServer();

        var world = setup.World ?? QuietWorld.Make();
        FakeWorkflows.AddTo(builder.Services, world);
        if (setup.WithUsers)
            TestUsers.AddTo(builder.Services);

        kind.Services(builder.Services);
        setup.Services?.Invoke(builder.Services);
        builder.Services.AddWorkflowDashboard(setup.Options);

        var app = builder.Build();
        if (!setup.OnNetwork)
            TestPeer.Use(app);

        kind.Map(app, setup.Convention ?? (_ => { }));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new DashboardHost(app, kind, world, setup.OnNetwork ? new Uri(app.Urls.Single()) : null);
    }

    /// <param name="path">Relative to the mount, or a whole address.</param>
    /// <param name="change">Changes the request. Default: a GET from this machine.</param>
    public async Task<HttpResponseMessage> SendAsync(string path, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path.StartsWith("http", StringComparison.Ordinal) ? new Uri(path) : At(path));
        change?.Invoke(request);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The whole address of a path relative to the mount.</summary>
    public Uri At(string path) => new(Address, $"{Kind.Mount}/{path}");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
