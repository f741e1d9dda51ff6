using MassTransit;
using Microsoft.AspNetCore.Builder;

namespace Workflows.Dashboard.Tests.Hosting;

/// <summary>What docs/dashboard.md says about registration, as it stands there.</summary>
internal static class DocumentedRegistrations
{
    public static void Mount(WebApplicationBuilder builder)
    {
        builder.Services.AddWorkflowDashboard();
        var app = builder.Build();
        app.MapWorkflowDashboard("/workflows");
    }

    public static void MountForSome(WebApplication app)
    {
        app.MapWorkflowDashboard("/workflows").RequireAuthorization("ops");
    }

    public static void SetPolicies(WebApplicationBuilder builder)
    {
        builder.Services.AddWorkflowDashboard(options =>
        {
            options.OperatorPolicy = "workflow-operators";
            options.PayloadPolicy = "workflow-payloads";
            options.ReadOnly = false;
        });
    }
}
