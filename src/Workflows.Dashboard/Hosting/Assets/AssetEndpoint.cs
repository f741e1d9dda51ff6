using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Workflows.Dashboard.Hosting.Assets;

/// <summary>Serves assets: kept by browsers for ever, because another content has another address.</summary>
internal static class AssetEndpoint
{
    private const string Forever = "public, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("_assets/{hash}/{name}", [HttpMethods.Get, HttpMethods.Head], ServeAsync).ExcludeFromDescription();

    private static Task ServeAsync(HttpContext context)
    {
        var response = context.Response;
        var catalog = context.RequestServices.GetRequiredService<AssetCatalog>();
        if (catalog.Find((string)context.GetRouteValue("name")!) is not { } asset)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // A page of another version of this host asks for its own content: it gets ours, but nobody may keep it under that address.
        var isOurs = (string)context.GetRouteValue("hash")! == asset.Hash;
        response.Headers.CacheControl = isOurs ? Forever : "no-store";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.ETag = $"\"{asset.Hash}\"";
        if (context.Request.Headers.IfNoneMatch == response.Headers.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var isCompressed = asset.Gzip is not null && AcceptsGzip(context.Request);
        if (isCompressed)
            response.Headers.ContentEncoding = "gzip";

        var body = isCompressed ? asset.Gzip! : asset.Content;
        response.ContentType = asset.ContentType;
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }

    private static bool AcceptsGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value == "gzip" && encoding.Quality is not 0);
}
