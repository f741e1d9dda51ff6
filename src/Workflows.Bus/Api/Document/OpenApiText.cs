using System.Text.Json.Nodes;

namespace Workflows.Api.Document;

/// <summary>
/// The OpenAPI document, written from the routes themselves. The framework's generator is not used: it would describe the answers by the JSON
/// settings of the host, and put the document among the host's own.
/// </summary>
internal static class OpenApiText
{
    private static readonly Lazy<JsonObject> _document = new(Create);

    /// <param name="basePath">Where the API is mounted.</param>
    public static JsonObject For(string basePath)
    {
        var document = _document.Value.DeepClone().AsObject();
        document["servers"] = new JsonArray(new JsonObject { ["url"] = basePath });
        return document;
    }

    private static JsonObject Create()
    {
        var schemas = new SchemaCatalog();
        var paths = new JsonObject();
        foreach (var routes in ApiCatalog.Routes.GroupBy(route => route.Pattern, StringComparer.Ordinal))
            paths[routes.Key] = new JsonObject(routes.Select(route => KeyValuePair.Create(route.Method.ToLowerInvariant(), (JsonNode?)RouteText.Of(route, schemas))));

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Workflows",
                ["version"] = "1",
                ["description"] = "Start, find and operate durable workflows. Times are UTC. What is absent in an answer is not there. Every error is a problem document (RFC 9457). Without a signed-in user the API answers only to its own machine, unless its routes were opened; 401 and 403 of a signed-in host are the host's own.",
            },
            ["servers"] = new JsonArray(),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.Schemas, ["examples"] = schemas.Examples },
        };
    }
}
