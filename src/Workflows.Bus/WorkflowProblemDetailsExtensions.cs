using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workflows.Api.Problems;

namespace MassTransit;

/// <summary>Answers refused commands of workflows with problem details, in the application's own endpoints.</summary>
public static class WorkflowProblemDetailsExtensions
{
    /// <summary>
    /// Answers with problem details (RFC 9457) where a request ends in what <c>IWorkflowClient</c> throws, instead of 500: 404 where the instance, the workflow
    /// or the event is not known, 409 where the status or another holder of the key is in the way, 422 for an unknown node, 400 for what cannot be read, and
    /// 503 with <c>Retry-After</c> while the store is away, and 504 where nothing came of it in time. <c>type</c>, <c>title</c> and <c>instanceId</c> are those of the management API. What the application handles
    /// itself stays its own. Nothing else has to be called, and <c>UseExceptionHandler</c> and the developer page leave these errors to it. The document goes through
    /// the application's <c>AddProblemDetails(...)</c>, if there is one.
    /// </summary>
    /// <param name="services">The container.</param>
    public static IServiceCollection AddWorkflowProblemDetails(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddProblemDetails();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExceptionHandler, RefusalHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDeveloperPageExceptionFilter, RefusalHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, RefusalFilter>());
        return services;
    }
}
