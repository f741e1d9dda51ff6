using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.AccessGate;

namespace Workflows.Dashboard.Hosting;

/// <summary>Takes a request of the host into the dashboard: through the gate, with the mount moved from the path to the path base, and back again.</summary>
internal static class MountedRequest
{
    public const string RestOfPath = "workflowDashboardPath";

    public static async Task RunAsync(HttpContext context, RequestDelegate dashboard)
    {
        if (RequestGate.Refuses(context) is { } reason)
        {
            await RefuseAsync(context, reason);
            return;
        }

        var request = context.Request;
        var (endpoint, pathBase, path, values) = (context.GetEndpoint(), request.PathBase, request.Path, request.RouteValues);
        var (mount, rest) = Split(path.Value ?? "", values[RestOfPath] as string ?? "");
        try
        {
            request.PathBase = pathBase.Add(mount);
            request.Path = rest;
            request.RouteValues = [];
            context.SetEndpoint(null);
            await dashboard(context);
        }
        finally
        {
            (request.PathBase, request.Path, request.RouteValues) = (pathBase, path, values);
            context.SetEndpoint(endpoint);
        }
    }

    /// <summary>The mount is what the pattern matched before the rest, so that it is right inside route groups and with parameters in the prefix.</summary>
    private static (PathString Mount, PathString Inner) Split(string path, string rest) =>
        (path[..^rest.Length].TrimEnd('/'), "/" + rest);

    private static Task RefuseAsync(HttpContext context, string reason)
    {
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(DashboardLog.Category);
        logger.RequestRefused(context.Request.Method, context.Request.Path, context.Connection.RemoteIpAddress, reason);
        SecurityHeaders.Set(context.Response.Headers);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync(reason);
    }
}
