using System.Text.Json;
using System.Text.Json.Serialization;
using Workflows.Kinds;

namespace Workflows.Dashboard.Hosting.Json;

/// <summary>Tells of a kind of node by its name.</summary>
internal sealed class NodeKindNameConverter : JsonConverter<NodeKind>
{
    public override NodeKind? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() is { } name ? NodeKinds.Of(name) : null;

    public override void Write(Utf8JsonWriter writer, NodeKind value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
