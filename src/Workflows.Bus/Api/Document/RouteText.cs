using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Api.Input;
using Workflows.Api.Problems;

namespace Workflows.Api.Document;

/// <summary>One route as an operation of the OpenAPI document.</summary>
internal static class RouteText
{
    public static JsonObject Of(ApiRoute route, SchemaCatalog schemas)
    {
        var operation = new JsonObject { ["operationId"] = route.Id, ["summary"] = route.Summary };
        var parameters = route.Path.Select(field => Parameter(field, "path")).Concat(route.Query.Select(field => Parameter(field, "query"))).ToArray<JsonNode>();
        if (parameters.Length > 0)
            operation["parameters"] = new JsonArray(parameters);

        if (route.Body is { } body)
            operation["requestBody"] = Body(body, schemas);

        operation["responses"] = Responses(route, schemas);
        return operation;
    }

    private static JsonObject Parameter(InputField field, string place)
    {
        var schema = field.Schema;
        return new JsonObject
        {
            ["name"] = field.Name,
            ["in"] = place,
            ["required"] = field.IsRequired,
            ["description"] = field.Description,
            ["schema"] = field.IsRepeatable ? new JsonObject { ["type"] = "array", ["items"] = schema } : schema,
            ["example"] = field.IsRepeatable ? new JsonArray(field.Example.DeepClone()) : field.Example.DeepClone(),
        };
    }

    private static JsonObject Body(BodyShape body, SchemaCatalog schemas) => new()
    {
        ["required"] = !body.IsOptional || body.IsFree,
        ["content"] = Content("application/json", schemas.Of(body), body.IsFree
            ? new JsonObject { ["UserId"] = "user-42", ["ConfirmedAt"] = "2026-05-04T12:30:00Z" }
            : new JsonObject(body.Fields.Where(field => !field.IsAlternative).Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Example.DeepClone())))),
    };

    private static JsonObject Responses(ApiRoute route, SchemaCatalog schemas)
    {
        var responses = new JsonObject();
        foreach (var response in route.Responses)
            responses[Text(response.Status)] = Response(response, schemas);

        foreach (var kinds in ProblemsOf(route).GroupBy(kind => kind.Status).OrderBy(kinds => kinds.Key))
            responses[Text(kinds.Key)] = ProblemResponse([.. kinds], schemas);

        return responses;
    }

    private static IEnumerable<ProblemKind> ProblemsOf(ApiRoute route) => ProblemKind.OfEveryRoute
        .Concat(route.Body is null ? [] : ProblemKind.OfEveryBody)
        .Concat(route.Problems);

    private static JsonObject Response(ApiResponse response, SchemaCatalog schemas)
    {
        var text = new JsonObject { ["description"] = response.Description };
        if (response.HasLocation)
            text["headers"] = Header("Location", "Path of what was made or found.", "string");

        text["content"] = response.Example is { } example
            ? Content("application/json", schemas.Of(example.GetType()), JsonSerializer.SerializeToNode(example, example.GetType(), ApiJson.Options)!)
            : new JsonObject { ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" } } };
        return text;
    }

    private static JsonObject ProblemResponse(ProblemKind[] kinds, SchemaCatalog schemas)
    {
        var text = new JsonObject { ["description"] = string.Join(" ", kinds.Select(kind => $"{kind.Title} ({kind.Name}).")) };
        if (kinds.Contains(ProblemKind.StoreUnavailable))
            text["headers"] = Header("Retry-After", "Seconds after which to try again.", "integer");

        text["content"] = new JsonObject
        {
            [ProblemWriter.MediaType] = new JsonObject
            {
                ["schema"] = schemas.Of(typeof(Problem)),
                ["examples"] = new JsonObject(kinds.Select(kind => KeyValuePair.Create(kind.Name, (JsonNode?)schemas.ExampleOf(kind)))),
            },
        };
        return text;
    }

    private static JsonObject Header(string name, string description, string type) => new()
    {
        [name] = new JsonObject { ["description"] = description, ["schema"] = new JsonObject { ["type"] = type } },
    };

    private static JsonObject Content(string mediaType, JsonObject schema, JsonNode example) => new()
    {
        [mediaType] = new JsonObject { ["schema"] = schema, ["example"] = example },
    };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
