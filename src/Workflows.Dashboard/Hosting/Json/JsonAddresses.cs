using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Workflows.Dashboard.Hosting.Json;

/// <summary>The addresses of pages answer scripts that ask for JSON with what the page shows.</summary>
internal static class JsonAddresses
{
    public const string Prefix = "/_json";

    public static void Use(IApplicationBuilder branch) => branch.Use((context, next) =>
    {
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (IsAskedFor(context.Request))
        {
            context.Request.Path = Prefix + context.Request.Path;
            if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
        }

        return next(context);
    });

    /// <summary>JSON and no HTML: a browser that follows a link asks for HTML.</summary>
    public static bool IsAskedFor(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) || request.Path.StartsWithSegments("/_blazor") || request.Path.StartsWithSegments("/_assets"))
            return false;

        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Any(type => type.MediaType == "application/json" && type.Quality is not 0)
            && !accepted.Any(type => type.MediaType == "text/html" && type.Quality is not 0);
    }
}
