using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Dashboard.Tests.Fakes;

namespace Workflows.Dashboard.Tests.Hosts;

/// <summary>A running application of one kind with the dashboard in it, without a network.</summary>
internal sealed class DashboardHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DashboardHost(WebApplication app, HostKind kind)
    {
        _app = app;
        Kind = kind;
        Client = app.GetTestServer().CreateClient();
    }

    public HostKind Kind { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<DashboardHost> StartAsync(HostKind kind, Action<IEndpointConventionBuilder>? convention = null,
        Action<IServiceCollection>? services = null, Action<WorkflowDashboardOptions>? options = null, bool withUsers = true, string? webRoot = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"], ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(DashboardHost).Assembly.GetName().Name, WebRootPath = webRoot });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        FakeWorkflows.AddTo(builder.Services);
        if (withUsers)
            TestUsers.AddTo(builder.Services);

        kind.Services(builder.Services);
        services?.Invoke(builder.Services);
        builder.Services.AddWorkflowDashboard(options);

        var app = builder.Build();
        TestPeer.Use(app);
        kind.Map(app, convention ?? (_ => { }));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new DashboardHost(app, kind);
    }

    /// <param name="path">Relative to the mount.</param>
    /// <param name="change">Changes the request. Default: a GET from this machine.</param>
    public async Task<HttpResponseMessage> SendAsync(string path, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://localhost{Kind.Mount}/{path}");
        change?.Invoke(request);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
