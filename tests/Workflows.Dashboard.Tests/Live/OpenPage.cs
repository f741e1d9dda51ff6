using System.Security.Claims;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.HtmlRendering.Infrastructure;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using Workflows.Dashboard.Components;
using Workflows.Dashboard.Tests.Fakes;

#pragma warning disable BL0006 // A renderer for tests: what changes in the framework shows when it is built.
namespace Workflows.Dashboard.Tests.Live;

/// <summary>Live parts of a page as a connection keeps them, without a browser: somebody looks, and a test moves the clock.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;

    private readonly WebApplication _app;

    private readonly ConnectedRenderer _renderer;

    private OpenPage(WebApplication app)
    {
        _app = app;
        _scope = app.Services.CreateAsyncScope();
        _renderer = new ConnectedRenderer(_scope.ServiceProvider);
    }

    public static OpenPage Of(FakeWorld world)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        var services = builder.Services;
        FakeWorkflows.AddTo(services, world);
        services.AddWorkflowDashboard(options => options.RefreshInterval = Interval);
        services.AddScoped<AuthenticationStateProvider, Nobody>();
        services.AddScoped<IJSRuntime, NoScript>();
        services.AddScoped<IComponentActivator, Made>();
        return new OpenPage(builder.Build());
    }

    /// <summary>How often the store is asked whether something changed.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(2);

    /// <returns>Reads what the part shows; it is live when the task is done.</returns>
    public async Task<Func<Task<string>>> ShowAsync(Type part, params (string Name, object? Value)[] parameters)
    {
        var values = parameters.ToDictionary(one => one.Name, one => one.Value);
        values["IsLocal"] = true;
        var root = await _renderer.Dispatcher.InvokeAsync(() => _renderer.BeginRenderingComponent(part, ParameterView.FromDictionary(values)));
        await _renderer.Dispatcher.InvokeAsync(() => root.QuiescenceTask);
        return () => _renderer.Dispatcher.InvokeAsync(root.ToHtmlString);
    }

    /// <summary>What the browser tells all parts when their tab is hidden or seen.</summary>
    public Task SetLiveAsync(bool isLive) => _renderer.Dispatcher.InvokeAsync(() =>
        Task.WhenAll(((Made)_scope.ServiceProvider.GetRequiredService<IComponentActivator>()).Parts.Select(part => part.SetLive(isLive))));

    public async ValueTask DisposeAsync()
    {
        await _renderer.DisposeAsync();
        await _scope.DisposeAsync();
        await _app.DisposeAsync();
    }

    private sealed class ConnectedRenderer(IServiceProvider services) : StaticHtmlRenderer(services, services.GetRequiredService<ILoggerFactory>())
    {
        protected override RendererInfo RendererInfo { get; } = new("Server", isInteractive: true);
    }

    private sealed class Made : IComponentActivator
    {
        public List<LiveView> Parts { get; } = [];

        public IComponent CreateInstance(Type componentType)
        {
            var component = (IComponent)Activator.CreateInstance(componentType)!;
            if (component is LiveView part)
                Parts.Add(part);

            return component;
        }
    }

    private sealed class Nobody : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity())));
    }

    private sealed class NoScript : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => default;

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => default;
    }
}
