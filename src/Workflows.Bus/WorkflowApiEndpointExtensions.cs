using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workflows;
using Workflows.Api;
using Workflows.Operations;

namespace MassTransit;

/// <summary>Maps the management API of workflows.</summary>
public static class WorkflowApiEndpointExtensions
{
    /// <summary>
    /// Maps the management API: start, find and operate instances over HTTP with JSON, problem details (RFC 9457) for every error, and an OpenAPI
    /// document at <c>{prefix}/openapi.json</c>. Until the result is given <c>RequireAuthorization(...)</c> or <c>AllowAnonymous()</c>, it answers only to this machine.
    /// Behind a proxy always add authorization: a proxy on this machine that adds no header of its own cannot be told from this machine.
    /// </summary>
    /// <param name="endpoints">Routes of an application that has called <c>AddDurableWorkflows</c>.</param>
    /// <param name="prefix">Path that all of its routes begin with, at least one segment.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>All of its routes, for conventions such as <c>RequireAuthorization</c>.</returns>
    /// <exception cref="ArgumentException">The prefix is no path.</exception>
    /// <exception cref="InvalidOperationException">The settings are wrong, or <c>AddDurableWorkflows</c> was not called.</exception>
    public static IEndpointConventionBuilder MapWorkflowApi(this IEndpointRouteBuilder endpoints, string prefix = "/api/workflows", Action<WorkflowApiOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(WorkflowCommands)) == false)
            throw new InvalidOperationException("The management API needs workflows with a store, but there are none. Call x.AddDurableWorkflows(...) inside services.AddMassTransit(x => ...).");

        var options = new WorkflowApiOptions();
        configure?.Invoke(options);
        var faults = options.Faults().ToArray();
        return faults.Length == 0
            ? ApiMount.Map(endpoints, ApiMount.PathOf(prefix), options)
            : throw new InvalidOperationException($"The management API cannot run with these settings: {string.Join(" ", faults)}");
    }
}
