using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Workflows.Instances.Json;

/// <summary>A member of type object is read as JSON, whatever was written: so only JSON may be written.</summary>
internal sealed class UntypedConverter : JsonConverter<object>
{
    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        options.UnknownTypeHandling == JsonUnknownTypeHandling.JsonNode ? JsonNode.Parse(ref reader) : JsonElement.ParseValue(ref reader);

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        if (value is not (JsonElement or JsonNode or JsonDocument))
            throw new NotSupportedException($"a value of type {value.GetType()} in a member of type object would be read back as a JsonElement. Declare the type of the member, assign it as JSON (JsonSerializer.SerializeToElement), or give it a JsonConverter.");

        JsonSerializer.Serialize(writer, value, value.GetType(), options);
    }
}
