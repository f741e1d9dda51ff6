using System.Text.Json;
using System.Text.Json.Serialization;
using Workflows.Kinds;

namespace Workflows.Dashboard.Hosting.Json;

/// <summary>Tells of an operation by its name.</summary>
internal sealed class OperationNameConverter : JsonConverter<OperationKind>
{
    public override OperationKind? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => OperationKinds.Find(reader.GetString());

    public override void Write(Utf8JsonWriter writer, OperationKind value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
