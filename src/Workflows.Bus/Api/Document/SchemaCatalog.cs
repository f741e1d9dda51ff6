using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Workflows.Api.Input;
using Workflows.Api.Problems;

namespace Workflows.Api.Document;

/// <summary>The schemas of what goes over the wire: of answers from the types that are serialized, of requests from the fields that are read.</summary>
internal sealed class SchemaCatalog
{
    private const string References = "#/components/schemas/";

    public JsonObject Schemas { get; } = [];

    public JsonObject Examples { get; } = [];

    /// <returns>A reference to the schema of an answer, which is added with all that it refers to.</returns>
    public JsonObject Of(Type type)
    {
        var name = NameOf(type);
        if (!Schemas.ContainsKey(name))
        {
            // In its place before it is made: a type may refer to itself.
            Schemas[name] = null;
            Schemas[name] = ApiJson.Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
            {
                TreatNullObliviousAsNonNullable = true,
                TransformSchemaNode = (context, schema) => Refine(type, context, schema),
            });
        }

        return new JsonObject { ["$ref"] = References + name };
    }

    public JsonObject Of(BodyShape body)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (!body.IsFree)
        {
            schema["properties"] = new JsonObject(body.Fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Of(field))));
            schema["required"] = Names(body.Fields.Where(field => field.IsRequired).Select(field => field.Name));
            schema["additionalProperties"] = false;
        }

        Schemas[body.Name] = schema;
        return new JsonObject { ["$ref"] = References + body.Name };
    }

    /// <returns>A reference to a problem as it may look.</returns>
    public JsonObject ExampleOf(ProblemKind kind)
    {
        Examples[kind.Name] = new JsonObject
        {
            ["value"] = new JsonObject
            {
                ["type"] = kind.Type,
                ["title"] = kind.Title,
                ["status"] = kind.Status,
                ["detail"] = kind.Example,
                ["instance"] = "/api/workflows",
            },
        };
        return new JsonObject { ["$ref"] = $"#/components/examples/{kind.Name}" };
    }

    private static JsonObject Of(InputField field)
    {
        var schema = field.Schema;
        schema["description"] = field.Description;
        return schema;
    }

    private JsonObject Refine(Type root, JsonSchemaExporterContext context, JsonNode given)
    {
        var type = context.TypeInfo.Type;
        var isObject = context.TypeInfo.Kind == JsonTypeInfoKind.Object;
        var schema = isObject && type != root ? Of(type) : WithoutNull(given as JsonObject ?? []);
        if (isObject && type == root)
            schema["required"] = Names(context.TypeInfo.Properties.Where(property => !property.IsGetNullable).Select(property => property.Name));

        var described = context.PropertyInfo?.AttributeProvider ?? (type == root ? type : null);
        if (described?.GetCustomAttributes(typeof(DescriptionAttribute), false) is [DescriptionAttribute description, ..])
            schema["description"] = description.Description;

        return schema;
    }

    /// <summary>What is null is left out of an answer.</summary>
    private static JsonObject WithoutNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
            schema["type"] = types.Select(type => (string)type!).Single(type => type != "null");

        if (schema["enum"] is JsonArray values)
        {
            schema["type"] = "string";
            schema["enum"] = Names(values.OfType<JsonNode>().Select(value => (string)value!));
        }

        return schema;
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);

    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{NameOf(type.GetGenericArguments()[0])}{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}" : type.Name;
}
