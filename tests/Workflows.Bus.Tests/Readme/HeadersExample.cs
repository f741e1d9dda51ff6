using MassTransit;
using Microsoft.Extensions.Hosting;

namespace Workflows.Tests.Readme;

public sealed class LettersWorkflow : Workflow<Letter>
{
    protected override void Define(IWorkflowBuilder<Letter> flow)
    {
        flow.StartedBy<LetterWritten>((e, context) => new Letter { Id = e.LetterId, Office = context.Header("office") });
        flow.WaitFor<LetterSigned>("signature")
            .CorrelatedBy(e => e.LetterId, s => s.Id)
            .OnReceived((s, e, context) => s.SignedAt = context.SentAt);
        flow.Step("post", context =>
        {
            context.Publish(new LetterPosted(context.State.Id), p => p.Headers.Set("priority", "high"));   // beside the tenant
            return Task.CompletedTask;
        });
    }
}

public sealed class Letter
{
    public Guid Id { get; set; }

    public string? Office { get; set; }

    public DateTimeOffset? SignedAt { get; set; }
}

public sealed record LetterWritten(Guid LetterId);

public sealed record LetterSigned(Guid LetterId);

public sealed record LetterPosted(Guid LetterId);

internal sealed class TenantFilter<T> : IFilter<ConsumeContext<T>>
    where T : class
{
    public Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next) => next.Send(context);

    public void Probe(ProbeContext context)
    {
    }
}

/// <summary>What the documents say about headers, as it stands there.</summary>
internal static class HeadersExample
{
    public static void Register(IHostApplicationBuilder builder, string connectionString) =>
        builder.Services.AddMassTransit(x =>
        {
            x.AddDurableWorkflows(w =>
            {
                w.AddWorkflow<LettersWorkflow>();
                w.CarryHeader("tenant");                                                   // instances carry it on
                w.UsePostgres(connectionString);
            });
            x.UsingRabbitMq((context, cfg) =>
            {
                cfg.UseConsumeFilter(typeof(TenantFilter<>), context);                     // runs in the scope of each attempt
                cfg.ConfigureEndpoints(context);
            });
        });
}
