using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>Writes a place as its text.</summary>
public sealed class WorkflowPlaceConverter : JsonConverter<WorkflowPlace>
{
    /// <inheritdoc/>
    public override WorkflowPlace Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        WorkflowPlace.TryParse(reader.GetString(), out var place) ? place : throw new JsonException("Expected the text of a place, such as 'lines[3]/reserve'.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, WorkflowPlace value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
