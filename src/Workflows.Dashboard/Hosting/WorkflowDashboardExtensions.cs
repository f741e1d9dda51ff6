using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Dashboard;
using Workflows.Dashboard.Hosting;

namespace MassTransit;

/// <summary>Puts the operator dashboard into an ASP.NET Core application.</summary>
public static class WorkflowDashboardExtensions
{
    /// <summary>Registers what the dashboard needs. It reads and operates through <see cref="IWorkflowClient"/> and its siblings of the same namespace.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets options. Default: none are changed.</param>
    public static IServiceCollection AddWorkflowDashboard(this IServiceCollection services, Action<WorkflowDashboardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<WorkflowDashboardOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);

        return DashboardServices.Add(services);
    }

    /// <summary>
    /// Mounts the dashboard. Without authorization on the result it answers only to this machine: add <c>.RequireAuthorization(...)</c>,
    /// which then covers pages, assets and the live connection. Behind a proxy always add it: a proxy on this machine that adds no header of its own
    /// cannot be told from this machine.
    /// </summary>
    /// <param name="endpoints">The application, or a route group.</param>
    /// <param name="prefix">Path to mount at; <c>/</c> for the root. Default: <c>/workflows</c>.</param>
    /// <returns>The endpoint, for conventions: authorization, rate limits, host names.</returns>
    /// <exception cref="InvalidOperationException">A service is missing; the message names it and the call that registers it.</exception>
    public static IEndpointConventionBuilder MapWorkflowDashboard(this IEndpointRouteBuilder endpoints, string prefix = "/workflows")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        DashboardServices.ThrowIfMissing(endpoints.ServiceProvider);

        var pattern = $"{prefix.TrimEnd('/')}/{{**{MountedRequest.RestOfPath}}}";
        var dashboard = DashboardBranch.Build(endpoints.ServiceProvider);
        return endpoints
            .Map(pattern, context => MountedRequest.RunAsync(context, dashboard))
            .WithDisplayName($"Workflow dashboard at {prefix}")
            .ExcludeFromDescription();
    }
}
