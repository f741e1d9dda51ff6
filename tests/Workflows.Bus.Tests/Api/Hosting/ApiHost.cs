using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;

namespace Workflows.Tests.Api.Hosting;

/// <summary>An application with workflows in memory and the API in it, without a network. Every answer is held against the OpenAPI document.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string Prefix = "/api/workflows";

    private readonly WebApplication _app;

    private ApiHost(WebApplication app)
    {
        _app = app;
        Client = new HttpClient(new DocumentCheck(app.GetTestServer().CreateHandler())) { BaseAddress = new Uri("http://localhost") };
        Client.DefaultRequestHeaders.Add(TestPeer.Header, "127.0.0.1");
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<ApiHost> StartAsync(Action<ApiHostSetup>? configure = null)
    {
        var setup = new ApiHostSetup();
        configure?.Invoke(setup);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"], ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddDurableWorkflows(workflows =>
            {
                workflows.AddWorkflow<TicketWorkflow>().AddWorkflow<StandingOrderWorkflow>().AddWorkflow<NoteWorkflow>();
                setup.Workflows(workflows);
            });
            bus.UsingInMemory((context, configurator) => configurator.ConfigureEndpoints(context));
        });
        setup.Services(builder.Services);

        var app = builder.Build();
        TestPeer.Use(app);
        setup.Middleware(app);
        setup.Convention(setup.Map(app));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ApiHost(app);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(Prefix + path, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) =>
        Client.PostAsync(Prefix + path, body is null ? null : JsonContent.Create(body), TestContext.Current.CancellationToken);

    /// <param name="path">Below the prefix.</param>
    /// <param name="text">The body as it is sent.</param>
    /// <param name="mediaType">Null: none.</param>
    public async Task<HttpResponseMessage> PostTextAsync(string path, string text, string? mediaType = "application/json")
    {
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text));
        if (mediaType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        return await Client.PostAsync(Prefix + path, content, TestContext.Current.CancellationToken);
    }

    public async Task<JsonNode> ReadAsync(string path)
    {
        using var response = await GetAsync(path);
        return await response.ShouldSucceedAsync();
    }

    /// <summary>Starts an instance through the API.</summary>
    public async Task<Guid> StartInstanceAsync(object state, string workflow = "ticket")
    {
        using var response = await PostAsync("/", new { workflow, state });
        return (await response.ShouldSucceedAsync())["instanceId"]!.GetValue<Guid>();
    }

    public async Task<Guid> StartInstanceInAsync(WorkflowStatus status, object? state = null)
    {
        var id = await StartInstanceAsync(state ?? new { TicketId = $"t-{Guid.NewGuid():N}", Fails = status == WorkflowStatus.Faulted });
        await ComesToAsync(id, status);
        return id;
    }

    /// <summary>Waits until an instance has a status.</summary>
    public Task ComesToAsync(Guid id, WorkflowStatus status) =>
        Eventually.ShouldBeAsync(async () => Enum.Parse<WorkflowStatus>((await ReadAsync($"/{id}"))["status"]!.GetValue<string>()), status);

    public async Task<int> CountInstancesAsync() => (await ReadAsync("/?limit=500"))["items"]!.AsArray().Count;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}

/// <summary>What a test changes about the application.</summary>
internal sealed class ApiHostSetup
{
    public Action<IDurableWorkflowConfigurator> Workflows { get; set; } = _ => { };

    public Action<IServiceCollection> Services { get; set; } = _ => { };

    public Action<WebApplication> Middleware { get; set; } = _ => { };

    public Func<WebApplication, IEndpointConventionBuilder> Map { get; set; } = app => app.MapWorkflowApi(ApiHost.Prefix);

    public Action<IEndpointConventionBuilder> Convention { get; set; } = _ => { };
}
