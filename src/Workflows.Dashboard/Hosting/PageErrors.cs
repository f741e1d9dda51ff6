using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Dashboard.Hosting.Json;

namespace Workflows.Dashboard.Hosting;

/// <summary>A page that cannot be made says so in the dashboard's own words, whatever the host does with exceptions.</summary>
internal static class PageErrors
{
    public const string Path = "/error";

    public static void Use(IApplicationBuilder branch) => branch.Use(async (context, next) =>
    {
        var path = context.Request.Path;
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(DashboardLog.Category).PageFailed(path, exception);
            await ShowAsync(context, next, path, exception);
        }
    });

    private static async Task ShowAsync(HttpContext context, RequestDelegate next, PathString path, Exception exception)
    {
        context.Response.Clear();
        SecurityHeaders.Set(context.Response.Headers);
        var statusCode = exception switch
        {
            WorkflowRefusedException or BadHttpRequestException => StatusCodes.Status400BadRequest,
            WorkflowStoreUnavailableException => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
        context.Request.Path = path;
        if (JsonAddresses.IsAskedFor(context.Request))
        {
            await JsonEndpoints.ProblemAsync(context, statusCode, exception is WorkflowStoreUnavailableException ? exception.Message : "This could not be read. The log of this process says why.");
            return;
        }

        context.SetEndpoint(null);
        context.Request.RouteValues = [];
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = Path;
        context.Response.StatusCode = statusCode;

        // What the failed page used is not used twice: parts of the framework refuse that.
        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await next(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }
}
