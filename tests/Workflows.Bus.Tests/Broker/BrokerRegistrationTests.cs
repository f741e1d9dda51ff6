using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Runtime;

namespace Workflows.Tests.Broker;

public sealed class BrokerRegistrationTests
{
    private static readonly string[] _parts = ["BrokerReset", "ConsumerConnections", "EndpointRestart", "EndpointWatch", "LostConnectionWatch", "RepairedEndpoints"];

    [Theory]
    [InlineData(WorkflowBrokerRepair.OwnEndpoints)]
    [InlineData(WorkflowBrokerRepair.AllEndpoints)]
    public async Task The_repair_watches_connections_and_endpoints(WorkflowBrokerRepair repair)
    {
        var services = Register(repair);
        await using var provider = services.BuildServiceProvider();

        PartsOf(services, provider).ShouldBe(_parts, ignoreOrder: true);
        ListenersOf(provider).ShouldBe(["ConsumerConnections", "EndpointWatch", "LostConnectionWatch", "LostConnectionWatch"], ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_of_it_is_there_when_it_is_switched_off()
    {
        var services = Register(WorkflowBrokerRepair.Off);
        await using var provider = services.BuildServiceProvider();

        PartsOf(services, provider).ShouldBeEmpty();
        ListenersOf(provider).ShouldBeEmpty();
    }

    /// <summary>Sizes are still checked, and a suspicion has no consequence.</summary>
    [Fact]
    public async Task A_send_that_gets_no_answer_is_only_reported_when_it_is_switched_off()
    {
        await using var provider = Register(WorkflowBrokerRepair.Off).BuildServiceProvider();

        provider.GetRequiredService<IBroker>().Suspect(new TaskCanceledException("no answer"));

        await Should.ThrowAsync<TimeoutException>(provider.GetRequiredService<UnbrokenSends>()
            .RunAsync(_ => Task.FromCanceled(new CancellationToken(canceled: true)), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Whoever_sets_something_else_hears_what_was_expected() =>
        Should.Throw<WorkflowDefinitionException>(() => Register((WorkflowBrokerRepair)7)).Message.ShouldContain("BrokerRepair: expected Off, OwnEndpoints or AllEndpoints, but it is 7.");

    /// <summary>With a bus on RabbitMQ, which is made and not started: that needs no broker.</summary>
    private static ServiceCollection Register(WorkflowBrokerRepair repair)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory, LoggerFactory>().AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.AddDurableWorkflows(workflows => workflows.UseInMemory().Configure(options => options.BrokerRepair = repair));
            x.UsingRabbitMq((context, cfg) => cfg.ConfigureEndpoints(context));
        });
        return services;
    }

    private static IEnumerable<string> PartsOf(ServiceCollection services, IServiceProvider provider) =>
        services.Select(service => service.ServiceType).Where(type => type.Namespace == "Workflows.Broker.RabbitMq" && type.Name is not ("BrokerConnection" or "BrokerLimit"))
            .Select(type => type.Name)
            .Union(provider.GetServices<IHostedService>().Select(service => service.GetType()).Where(type => type.Namespace == "Workflows.Broker.RabbitMq").Select(type => type.Name));

    private static IEnumerable<string> ListenersOf(IServiceProvider provider) =>
        provider.GetServices<IBusListener>().Cast<object>().Concat(provider.GetServices<IHostedService>())
            .Select(service => service.GetType()).Where(type => type.Namespace == "Workflows.Broker.RabbitMq")
            .Select(type => type.Name);
}
