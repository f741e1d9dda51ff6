using System.Text.Json.Serialization;

namespace Workflows.Runtime;

/// <summary>Serialization code for the envelope of step messages, made by the compiler.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StepEnvelope))]
internal sealed partial class StepEnvelopeJson : JsonSerializerContext;
