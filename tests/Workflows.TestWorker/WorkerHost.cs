using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Instances;
using Workflows.TestWorker.Crashes;
using Workflows.TestWorker.Definitions;
using Workflows.TestWorker.Reports;
using Workflows.TestWorker.Steps;

namespace Workflows.TestWorker;

/// <summary>An application with workflows, as a user would write it, and around it what lets a test watch and kill it.</summary>
internal static class WorkerHost
{
    public static async Task RunAsync()
    {
        using var host = Build();
        var count = host.Services.GetRequiredService<CommitCount>();
        var again = host.Services.GetService<SecondSend>();
        await host.RunAsync();
        await Console.Out.WriteLineAsync($"stopped {count} {again}".TrimEnd());
    }

    private static IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddEnvironmentVariables();
        var settings = WorkerSettings.From(builder.Configuration);
        AddLogging(builder.Logging);
        AddRecords(builder.Services, settings);
        AddApplication(builder.Services, settings);
        AddInstruments(builder.Services, settings);
        return builder.Build();
    }

    private static void AddLogging(ILoggingBuilder logging) => logging
        .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff "))
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
        .AddFilter("MassTransit", LogLevel.Warning);

    private static void AddRecords(IServiceCollection services, WorkerSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(_ => NpgsqlDataSource.Create(settings.Records));
        services.AddSingleton<StepRecords>();
        services.AddSingleton<StepSpans>();
        services.AddHostedService(provider => provider.GetRequiredService<StepRecords>());
    }

    private static void AddApplication(IServiceCollection services, WorkerSettings settings)
    {
        if (settings.Role == WorkerRole.OwnContext)
            services.AddDbContext<OwnContext>(context => Configure(context.UseNpgsql(settings.Database), settings));

        services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(settings.Prefix, false));
            if (settings.Role == WorkerRole.StepsOnly)
                x.AddWorkflowStepWorker(workflows => AddWorkflows(workflows, settings));
            else
                x.AddDurableWorkflows(workflows => AddWorkflows(workflows, settings));

            x.UsingRabbitMq((context, cfg) =>
            {
                cfg.Host(new Uri(settings.Broker));
                cfg.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(cfg.MessageTopology.EntityNameFormatter, settings.Prefix + "."));
                cfg.ConfigureEndpoints(context);
            });
        });
    }

    private static void Configure(DbContextOptionsBuilder context, WorkerSettings settings)
    {
        if (settings.HasOpinions)
            context.UseUpperCaseNamingConvention();
    }

    private static void AddWorkflows(IDurableWorkflowConfigurator workflows, WorkerSettings settings)
    {
        KnownWorkflows.Add(workflows, settings);
        if (settings.Role == WorkerRole.Store)
            workflows.UsePostgres(settings.Database, store => (store.Schema, store.MigrateAtStart, store.BehindTransactionPooler) = (settings.Schema, true, settings.BehindPooler));
        else if (settings.Role == WorkerRole.OwnContext)
            workflows.UseEntityFramework<OwnContext>(store => (store.MigrateAtStart, store.BehindTransactionPooler) = (true, settings.BehindPooler));

        workflows.Configure(options =>
        {
            options.WorkerName = settings.Name;
            options.LostAttemptLimit = 100;
            options.StaleAfter = Chosen(settings.StaleAfter, options.StaleAfter);
            options.SweepInterval = Chosen(settings.SweepInterval, options.SweepInterval);
            options.KeepUnmatchedEvents = Chosen(settings.KeepUnmatchedEvents, options.KeepUnmatchedEvents);
        });
    }

    private static void AddInstruments(IServiceCollection services, WorkerSettings settings)
    {
        services.AddSingleton(new CrashPlan(settings.Crash));
        services.AddSingleton<CommitCount>();
        services.AddSingleton<CrashOnSend>();
        services.AddSendObserver<CrashOnSend>();
        services.AddPublishObserver<CrashOnSend>();
        services.AddReceiveObserver<CrashOnReceive>();
        if (settings.SendTwice)
        {
            services.AddSingleton<SecondSend>();
            services.AddSendObserver(provider => provider.GetRequiredService<SecondSend>());
            services.AddHostedService(provider => provider.GetRequiredService<SecondSend>());
        }

        if (services.LastOrDefault(service => service.ServiceType == typeof(IInstanceGateway)) is { } gateway)
            services.Add(Decorated(gateway));

        services.AddHostedService<ParentWatch>();
        services.AddHostedService<ReadinessReport>();
        services.AddSingleton<IHealthCheckPublisher, HealthPrinter>();
        services.Configure<HealthCheckPublisherOptions>(options => options.Delay = options.Period = TimeSpan.FromSeconds(1));
    }

    private static ServiceDescriptor Decorated(ServiceDescriptor gateway) => ServiceDescriptor.Singleton<IInstanceGateway>(provider =>
    {
        var inner = gateway.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, gateway.ImplementationType!);
        return ActivatorUtilities.CreateInstance<CrashingGateway>(provider, inner);
    });

    private static TimeSpan Chosen(TimeSpan asked, TimeSpan otherwise) => asked > TimeSpan.Zero ? asked : otherwise;
}
