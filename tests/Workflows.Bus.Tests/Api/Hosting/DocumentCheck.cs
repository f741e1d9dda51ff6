using System.Text.Json.Nodes;

namespace Workflows.Tests.Api.Hosting;

/// <summary>Holds every answer against the OpenAPI document: its status, its media type and its body must be what the document promises for the route.</summary>
internal sealed class DocumentCheck(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly JsonObject _document = Workflows.Api.Document.OpenApiText.For(ApiHost.Prefix);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (OperationOf(request) is not { } operation || response.Content.Headers.ContentType is not { } type)
            return response;

        var promised = operation["responses"]![$"{(int)response.StatusCode}"]
            .ShouldNotBeNull($"The document has no {(int)response.StatusCode} for {request.Method} {request.RequestUri}: {text}");
        var content = promised["content"]![type.MediaType!].ShouldNotBeNull($"{type} for {request.RequestUri}");
        SchemaCheck.Check(JsonNode.Parse(text), content["schema"]!, _document, "body");
        if (type.MediaType == "application/problem+json")
            content["examples"]!.AsObject().Select(example => $"urn:bus-workflows:problem:{example.Key}").ShouldContain(JsonNode.Parse(text)!["type"]!.GetValue<string>());

        return response;
    }

    /// <returns>Null: no route of the API.</returns>
    private static JsonNode? OperationOf(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (!$"{path}/".StartsWith($"{ApiHost.Prefix}/", StringComparison.Ordinal))
            return null;

        var segments = path[ApiHost.Prefix.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return _document["paths"]!.AsObject()
            .Where(known => Fits(known.Key.Split('/', StringSplitOptions.RemoveEmptyEntries), segments))
            .OrderBy(known => known.Key.Count(letter => letter == '{'))
            .FirstOrDefault().Value?[request.Method.Method.ToLowerInvariant()];
    }

    private static bool Fits(string[] pattern, string[] segments) =>
        pattern.Length == segments.Length && pattern.Zip(segments).All(pair => pair.First[0] == '{' || pair.First == pair.Second);
}
