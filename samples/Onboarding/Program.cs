using MassTransit;
using Microsoft.EntityFrameworkCore;
using Onboarding;
using Onboarding.Users;

var builder = WebApplication.CreateBuilder(args);

// Where nobody says where: --urls, ASPNETCORE_URLS and ASPNETCORE_HTTP_PORTS go before.
if (string.IsNullOrEmpty(builder.Configuration["urls"] ?? builder.Configuration["http_ports"] ?? builder.Configuration["https_ports"]))
    builder.WebHost.UseUrls("http://127.0.0.1:5080");

var database = builder.Configuration.GetConnectionString("Workflows") is { Length: > 0 } connectionString ? connectionString : null;
var rabbitMq = builder.Configuration["RabbitMq:Uri"] is { Length: > 0 } uri ? uri : null;
var times = builder.Configuration.GetSection("Onboarding").Get<OnboardingTimes>() ?? new OnboardingTimes();

builder.Services.AddSingleton(times);
builder.Services.AddSingleton<Outages>();
if (database is null)
{
    builder.Services.AddSingleton<IUserRecords, MemoryUserRecords>();
}
else
{
    builder.Services.AddPooledDbContextFactory<UserContext>(options => options.UseNpgsql(database));
    builder.Services.AddSingleton<IUserRecords, DatabaseUserRecords>();
    builder.Services.AddHostedService<UserTables>();
}

builder.Services.AddMassTransit(x =>
{
    x.DisableUsageTelemetry();
    x.SetKebabCaseEndpointNameFormatter();
    x.AddDurableWorkflows(w =>
    {
        w.AddWorkflow(() => new OnboardingWorkflow(times));
        if (database is null)
            w.UseInMemory();
        else
            w.UsePostgres(database, store => store.MigrateAtStart = true);
    });

    if (rabbitMq is null)
    {
        x.UsingInMemory((context, cfg) => cfg.ConfigureEndpoints(context));
    }
    else
    {
        x.UsingRabbitMq((context, cfg) =>
        {
            cfg.Host(new Uri(rabbitMq));
            cfg.ConfigureEndpoints(context);
        });
    }
});
builder.Services.AddHealthChecks();
builder.Services.AddWorkflowDashboard();

var app = builder.Build();
app.MapUsers();
app.Services.GetRequiredService<Outages>().Map(app);
app.MapHealthChecks("/health");
app.MapWorkflowApi("/api/workflows");
app.MapWorkflowDashboard("/workflows");
StartupLog.Services(app.Logger, database is null ? "memory (embedded, lost with the process)" : "PostgreSQL", rabbitMq is null ? "the transport in memory (embedded)" : "RabbitMQ");
app.Run();
