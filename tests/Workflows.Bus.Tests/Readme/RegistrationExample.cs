using MassTransit;
using Microsoft.Extensions.Hosting;

#pragma warning disable RS0030 // An application may take the time from where it likes.

namespace Workflows.Tests.Readme;

/// <summary>What the README says about registration, as it stands there.</summary>
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
}
