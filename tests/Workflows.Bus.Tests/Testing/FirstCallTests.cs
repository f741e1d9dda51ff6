using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Testing;

/// <summary>A test may begin with any member of the harness: what the container hosts is started by then.</summary>
public sealed class FirstCallTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, Func<WorkflowTestHarness, Task>> _calls = new()
    {
        ["StartAsync"] = harness => harness.StartAsync<Walk>(new Way()),
        ["PublishAsync"] = harness => harness.PublishAsync(new WalkBegan()),
        ["PublishAsync with an id"] = harness => harness.PublishAsync(new WalkBegan(), Guid.NewGuid()),
        ["RunUntilIdleAsync"] = harness => harness.RunUntilIdleAsync(),
        ["AdvanceAsync"] = harness => harness.AdvanceAsync(TimeSpan.Zero),
        ["EnsureStartedAsync"] = harness => harness.EnsureStartedAsync(),
        ["SendEventAsync"] = harness => Should.ThrowAsync<WorkflowRefusedException>(() => harness.SendEventAsync(harness.Run(Guid.NewGuid()), new WalkBegan())),
        ["RunToCompletionAsync"] = harness => Should.ThrowAsync<WorkflowAssertionException>(() => harness.RunToCompletionAsync(harness.Run(Guid.NewGuid()))),
        ["Client.StartAsync"] = harness => harness.Client.StartAsync(nameof(Walk), new Way(), cancellationToken: Cancellation),
        ["Client.ListAsync"] = harness => harness.Client.ListAsync(cancellationToken: Cancellation),
        ["Bus.Publish"] = harness => harness.Bus.Publish(new WalkBegan(), Cancellation),
    };

    public static TheoryData<string> Calls => new(_calls.Keys);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Starts_what_the_container_hosts(string call)
    {
        await using var provider = Services().BuildServiceProvider(validateScopes: true);

        await _calls[call](provider.GetRequiredService<WorkflowTestHarness>()).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);

        provider.GetRequiredService<Hosted>().StartCount.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_published_on_the_bus_as_the_first_thing_reaches_the_workflow()
    {
        await using var provider = Services().BuildServiceProvider(validateScopes: true);
        var harness = provider.GetRequiredService<WorkflowTestHarness>();

        await harness.Bus.Publish(new WalkBegan(), Cancellation);

        await Eventually.ShouldHoldAsync(() => harness.RunsOf<Walk>() is [{ Status: WorkflowStatus.Completed }]);
    }

    [Fact]
    public async Task Starts_the_host_of_the_application_where_there_is_one_and_stops_it_with_the_container()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        AddTo(builder.Services);
        var host = builder.Build();
        var hosted = host.Services.GetRequiredService<Hosted>();

        await host.Services.GetRequiredService<WorkflowTestHarness>().Client.StartAsync(nameof(Walk), new Way(), cancellationToken: Cancellation);
        hosted.StartCount.ShouldBe(1);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested.ShouldBeTrue();

        await ((IAsyncDisposable)host).DisposeAsync();
        hosted.StopCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_host_that_runs_already_is_not_started_again()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        AddTo(builder.Services);
        using var host = builder.Build();
        await host.StartAsync(Cancellation);
        await host.Services.GetRequiredService<WorkflowTestHarness>().StartAsync<Walk>(new Way());

        host.Services.GetRequiredService<Hosted>().StartCount.ShouldBe(1);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task What_is_being_started_may_use_the_harness()
    {
        var services = Services();
        services.AddHostedService(provider => new HarnessUser(provider));
        await using var provider = services.BuildServiceProvider(validateScopes: true);

        await provider.GetRequiredService<WorkflowTestHarness>().EnsureStartedAsync().WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
    }

    private static ServiceCollection Services()
    {
        var services = new ServiceCollection();
        AddTo(services);
        return services;
    }

    private static void AddTo(IServiceCollection services)
    {
        services.AddWorkflowTestHarness(w => w.AddWorkflow<Walk>());
        services.AddSingleton<Hosted>();
        services.AddHostedService(provider => provider.GetRequiredService<Hosted>());
    }

    public sealed record WalkBegan;

    public sealed class Way;

    public sealed class Walk : Workflow<Way>
    {
        protected override void Define(IWorkflowBuilder<Way> flow)
        {
            flow.StartedBy<WalkBegan>(_ => new Way());
            flow.Step("on", _ => Task.CompletedTask);
        }
    }

    private sealed class Hosted : IHostedService
    {
        public int StartCount { get; private set; }

        public int StopCount { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            StartCount++;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            StopCount++;
            return Task.CompletedTask;
        }
    }

    private sealed class HarnessUser(IServiceProvider provider) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var harness = provider.GetRequiredService<WorkflowTestHarness>();
            await harness.Client.ListAsync(cancellationToken: cancellationToken);
            harness.Bus.Address.ShouldNotBeNull();
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
