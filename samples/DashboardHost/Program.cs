using MassTransit;

// The dashboard alone, on the database and the broker of running workers. It knows none of their workflows.
var builder = WebApplication.CreateBuilder(args);

// Where nobody says where: --urls, ASPNETCORE_URLS and ASPNETCORE_HTTP_PORTS go before.
if (string.IsNullOrEmpty(builder.Configuration["urls"] ?? builder.Configuration["http_ports"] ?? builder.Configuration["https_ports"]))
    builder.WebHost.UseUrls("http://127.0.0.1:5090");

var database = builder.Configuration.GetConnectionString("Workflows") ?? throw new InvalidOperationException("Expected the connection string 'Workflows' of the workers' database, but there is none. Set ConnectionStrings__Workflows.");
var rabbitMq = builder.Configuration["RabbitMq:Uri"] ?? throw new InvalidOperationException("Expected the address of the workers' broker in RabbitMq:Uri, but there is none. Set RabbitMq__Uri.");

builder.Services.AddMassTransit(x =>
{
    x.DisableUsageTelemetry();
    x.AddWorkflowMonitoring(w => w.UsePostgres(database));
    x.UsingRabbitMq((_, cfg) => cfg.Host(new Uri(rabbitMq)));
});
builder.Services.AddHealthChecks();
builder.Services.AddWorkflowDashboard(options =>
{
    options.Title = builder.Configuration["Dashboard:Title"] ?? options.Title;
    options.ReadOnly = builder.Configuration.GetValue("Dashboard:ReadOnly", options.ReadOnly);
});

var app = builder.Build();
app.MapHealthChecks("/health");

// Open to this machine only. For others: sign them in and call RequireAuthorization here. Behind a proxy always do: one that adds no header cannot be
// told from this machine.
app.MapWorkflowDashboard("/");
app.Run();
