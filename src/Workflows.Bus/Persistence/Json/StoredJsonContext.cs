using System.Text.Json.Serialization;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Json;

/// <summary>Serialization code for what the store writes, made by the compiler. Enumerations are stored as numbers, whatever clients see.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters =
    [
        typeof(JsonNumberEnumConverter<WorkflowTokenState>),
        typeof(JsonNumberEnumConverter<WorkflowStatus>),
        typeof(JsonNumberEnumConverter<WorkflowSearchOrder>),
    ],
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(StoredExecution))]
[JsonSerializable(typeof(EntryDetail))]
[JsonSerializable(typeof(WorkflowError))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>), TypeInfoPropertyName = "Tags")]
[JsonSerializable(typeof(StoredDefinition))]
[JsonSerializable(typeof(IReadOnlyList<ProcessDefinition>), TypeInfoPropertyName = "ProcessDefinitions")]
[JsonSerializable(typeof(ProcessBus))]
[JsonSerializable(typeof(StoredToken[]))]
[JsonSerializable(typeof(Subscription[]))]
[JsonSerializable(typeof(EventContext))]
[JsonSerializable(typeof(WorkflowShapes))]
[JsonSerializable(typeof(WorkflowSearch))]
internal sealed partial class StoredJsonContext : JsonSerializerContext;
