using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Workflows.Api;

/// <summary>Puts the routes into an application: each of the catalog, and one for every other path below, so that nothing is answered without a problem document.</summary>
internal static class ApiMount
{
    private static readonly SearchValues<char> _notInPaths = SearchValues.Create("{}*?#\\ %");

    /// <exception cref="ArgumentException">No path, or one with parameters.</exception>
    public static string PathOf(string prefix)
    {
        var path = prefix.TrimEnd('/');
        var isPath = path.Length > 1 && path[0] == '/' && !path.Contains("//", StringComparison.Ordinal) && path.AsSpan().IndexOfAny(_notInPaths) < 0;
        return isPath
            ? path
            : throw new ArgumentException($"Expected a path of at least one segment without parameters, such as \"/api/workflows\", but it is \"{prefix}\".", nameof(prefix));
    }

    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string path, WorkflowApiOptions options)
    {
        // Kept out of descriptions: the host's own OpenAPI documents are the host's, and ours is served beside the routes.
        var group = endpoints.MapGroup(path).ExcludeFromDescription();
        var exchange = new ApiExchange(options);
        foreach (var route in ApiCatalog.Routes)
            Map(group, route, exchange);

        group.Map("/{**rest}", ApiExchange.RefuseAsync).WithDisplayName("Workflow API: any other path");
        return group;
    }

    private static void Map(RouteGroupBuilder group, ApiRoute route, ApiExchange exchange) =>
        group.MapMethods(route.Pattern, [route.Method], context => exchange.RunAsync(context, route))
            .WithDisplayName($"Workflow API: {route.Method} {route.Pattern}");
}
