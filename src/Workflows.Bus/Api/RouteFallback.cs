using Microsoft.AspNetCore.Http;
using Workflows.Api.Input;
using Workflows.Api.Problems;

namespace Workflows.Api;

/// <summary>Answers what no route takes: a known path with another method, or no known path.</summary>
internal static class RouteFallback
{
    public static ProblemException ProblemOf(HttpContext context)
    {
        var rest = context.Request.RouteValues["rest"] as string ?? "";
        var segments = rest.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var methods = ApiCatalog.Routes.Where(route => Fits(route, segments)).Select(route => route.Method).Distinct().ToArray();
        if (methods.Length == 0)
            return new ProblemException(ProblemKind.NoSuchRoute, $"The management API has nothing at {InputText.Quoted($"/{rest}")}. Its routes stand in openapi.json beside them.");

        context.Response.Headers.Allow = string.Join(", ", methods);
        return new ProblemException(ProblemKind.MethodNotAllowed, $"This path takes {string.Join(" and ", methods)}, but the request is {InputText.Quoted(context.Request.Method)}.");
    }

    private static bool Fits(ApiRoute route, string[] segments)
    {
        var own = route.Segments.ToArray();
        return own.Length == segments.Length
            && own.Zip(segments).All(pair => pair.First[0] == '{' || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
    }
}
