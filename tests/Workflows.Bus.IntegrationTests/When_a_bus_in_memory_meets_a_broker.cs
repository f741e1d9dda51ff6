using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.Tests.Acceptance;

namespace Workflows.IntegrationTests;

/// <summary>A second application is on the store of a first one, with a bus in its memory: it would take timers whose messages reach nobody.</summary>
public sealed class When_a_bus_in_memory_meets_a_broker
{
    [Fact]
    public async Task Its_process_stops_and_says_why()
    {
        await using var first = await NapHost.StartAsync();
        await Eventually.HoldsAsync(
            async () => (await first.AskAsync<IWorkflowClient, IReadOnlyList<WorkflowDefinitionView>>(client => client.GetDefinitionsAsync())).Any(known => known.Processes.Count > 0),
            () => Task.FromResult("The first application is to say that it runs."));
        using var log = new CapturedLog();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log);
        builder.Services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.AddDurableWorkflows(w => w.AddWorkflow<OtherWorkflow>().UsePostgres(Services.PostgresConnectionString, store => store.Schema = first.Schema));
            x.UsingInMemory((context, cfg) => cfg.ConfigureEndpoints(context));
        });
        using var second = builder.Build();
        var stopping = new TaskCompletionSource();
        second.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        await second.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.CompletesAsync(stopping.Task, () => string.Join('\n', log.Lines));
        await second.StopAsync(TestContext.Current.CancellationToken);

        log.Lines.Single(line => line.EventId == 1308).Message.ShouldContain("Two brokers on one store: this process is on a bus in its own memory, and ");
    }

    [Workflow("Other")]
    internal sealed class OtherWorkflow : Workflow<OtherState>
    {
        protected override void Define(IWorkflowBuilder<OtherState> flow) => flow.Sleep("rest", TimeSpan.FromMinutes(5));
    }

    internal sealed class OtherState
    {
        public int Count { get; set; }
    }
}
