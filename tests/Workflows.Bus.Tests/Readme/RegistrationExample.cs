using MassTransit;
using Microsoft.Extensions.Hosting;

#pragma warning disable RS0030 // An application may take the time from where it likes.

namespace Workflows.Tests.Readme;

public interface IBackOfficeBus : IBus;

/// <summary>What the documents say about registration, as it stands there.</summary>
internal static class RegistrationExample
{
    public static async Task RunAsync(IHostApplicationBuilder builder, string connectionString, IBus bus, Guid id)
    {
        builder.Services.AddMassTransit(x =>
        {
            x.AddDurableWorkflows(w =>
            {
                w.AddWorkflow<OnboardingWorkflow>();
                w.UsePostgres(connectionString, store => store.MigrateAtStart = true);
            });
            x.UsingRabbitMq((context, cfg) => cfg.ConfigureEndpoints(context));
        });

        await bus.Publish(new UserSignedUp(id, "ada@example.org"));        // starts an instance
        await bus.Publish(new UserConfirmed(id, DateTimeOffset.UtcNow));   // wakes the one that waits for it
    }

    public static void Schedule(IHostApplicationBuilder builder, string connectionString) =>
        builder.Services.AddMassTransit(x =>
        {
            x.AddDurableWorkflows(w => w.UsePostgres(connectionString));
            x.AddWorkflowMessageScheduler();                    // IMessageScheduler from the container
            x.UsingRabbitMq((context, cfg) =>
            {
                cfg.UseWorkflowMessageScheduler(context);       // context.ScheduleSend, SchedulePublish, Redeliver; Schedule in state machines
                cfg.ConfigureEndpoints(context);
            });
        });

    public static void AddToASecondBus(IHostApplicationBuilder builder, string connectionString) =>
        builder.Services.AddMassTransit<IBackOfficeBus>(x =>                   // interface IBackOfficeBus : IBus;
        {
            x.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter("back-office", false));
            x.AddDurableWorkflows(w => w.AddWorkflow<OnboardingWorkflow>().UsePostgres(connectionString));
            x.UsingRabbitMq((context, cfg) => cfg.ConfigureEndpoints(context));
        });

    public static void Watch(IHostApplicationBuilder builder, string connectionString) =>
        builder.Services.AddMassTransit(x =>
        {
            x.AddWorkflowMonitoring(w => w.UsePostgres(connectionString));     // or UseEntityFramework<TDbContext>(), as where the workflows are
            x.UsingRabbitMq((context, cfg) => cfg.ConfigureEndpoints(context));
        });
}
