using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Tests.Api.Hosting;

/// <summary>The part of JSON Schema that the document uses.</summary>
internal static class SchemaCheck
{
    public static void Check(JsonNode? value, JsonNode schema, JsonNode document, string path)
    {
        if (schema["$ref"] is { } reference)
        {
            var name = reference.GetValue<string>().Split('/')[^1];
            Check(value, document["components"]!["schemas"]![name].ShouldNotBeNull(name), document, path);
            return;
        }

        if (schema["type"] is { } type)
            TypeOf(value).ShouldBe(type.GetValue<string>(), path);

        if (schema["enum"] is JsonArray words)
            words.Select(word => word!.GetValue<string>()).ShouldContain(value!.GetValue<string>(), path);

        if (value is JsonObject members)
            CheckMembers(members, schema, document, path);

        if (value is JsonArray items && schema["items"] is { } itemSchema)
        {
            foreach (var item in items)
                Check(item, itemSchema, document, $"{path}[]");
        }
    }

    private static void CheckMembers(JsonObject members, JsonNode schema, JsonNode document, string path)
    {
        foreach (var name in schema["required"]?.AsArray() ?? [])
            members.ContainsKey(name!.GetValue<string>()).ShouldBeTrue($"{path}.{name} is missing");

        foreach (var (name, member) in members)
        {
            if (schema["properties"] is JsonObject properties)
                Check(member, properties[name].ShouldNotBeNull($"{path}.{name} is not in the schema"), document, $"{path}.{name}");
            else if (schema["additionalProperties"] is JsonObject others)
                Check(member, others, document, $"{path}.{name}");
        }
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}
