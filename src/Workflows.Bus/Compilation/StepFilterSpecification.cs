using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Steps;

namespace Workflows.Compilation;

/// <summary>
/// Moves the consume filters of the application from the delivery of step messages, which may bring about many steps, into the scope of each attempt. It stands
/// before them, and asks when the endpoint is built, and all of them are known.
/// </summary>
internal sealed class StepFilterSpecification<TConsumer>(IReceiveEndpointConfigurator endpoint, string name, IServiceProvider provider) : IPipeSpecification<ConsumeContext<ExecuteStep>>
    where TConsumer : class, IConsumer<ExecuteStep>
{
    public IEnumerable<ValidationResult> Validate() => [];

    public void Apply(IPipeBuilder<ConsumeContext<ExecuteStep>> builder)
    {
        var found = new FoundFilters<TConsumer>();
        endpoint.ConsumerMessageConfigured(found);
        if (found.All.Count == 0)
            return;

        provider.GetRequiredService<StepFilters>().Add(name, Pipe.New<ConsumeContext<ExecuteStep>>(pipe =>
        {
            foreach (var filter in found.All)
                pipe.AddPipeSpecification(filter);

            pipe.UseFilter(new StepCallFilter());
        }));
        builder.AddFilter(new PastFilters<TConsumer>(new Lazy<TConsumer>(() => ActivatorUtilities.CreateInstance<TConsumer>(provider))));
    }
}

/// <summary>The end of the filters: the code of the step.</summary>
internal sealed class StepCallFilter : IFilter<ConsumeContext<ExecuteStep>>
{
    public Task Send(ConsumeContext<ExecuteStep> context, IPipe<ConsumeContext<ExecuteStep>> next) => StepFilters.CallAsync(context);

    public void Probe(ProbeContext context) => context.CreateFilterScope("workflowStep");
}

/// <summary>Hands a delivery to our consumer, past the filters of the application, which run for each attempt. The consumer needs the bus, which is just being made.</summary>
internal sealed class PastFilters<TConsumer>(Lazy<TConsumer> consumer) : IFilter<ConsumeContext<ExecuteStep>>
    where TConsumer : class, IConsumer<ExecuteStep>
{
    private static readonly string _name = typeof(TConsumer).Name;

    public async Task Send(ConsumeContext<ExecuteStep> context, IPipe<ConsumeContext<ExecuteStep>> next)
    {
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            await consumer.Value.Consume(context);
            await context.NotifyConsumed(context, TimeProvider.System.GetElapsedTime(started), _name);
        }
        catch (Exception exception)
        {
            await context.NotifyFaulted(context, TimeProvider.System.GetElapsedTime(started), _name, exception);
            throw;
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("workflowSteps");
}
