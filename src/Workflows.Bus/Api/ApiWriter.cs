using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Workflows.Api;

/// <summary>Writes JSON that is not kept by caches and not taken for anything else.</summary>
internal static class ApiWriter
{
    public static async Task WriteAsync(HttpContext context, int status, string mediaType, object body)
    {
        // Serialized before anything is sent, so that a failure can still become a problem.
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), ApiJson.Options);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
