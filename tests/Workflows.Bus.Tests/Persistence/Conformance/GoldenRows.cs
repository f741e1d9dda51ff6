using System.Globalization;
using System.Text.Json;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Json;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Rows of <see cref="Errands.Places"/> as an earlier release stored them.</summary>
internal static class GoldenRows
{
    /// <summary>Number of the last migration of that release.</summary>
    public const int Layout = 7;

    private static readonly JsonElement _tables = Read();

    /// <summary>By table, the rows as JSON arrays of objects.</summary>
    public static IEnumerable<(string Table, string Rows)> Tables => _tables.EnumerateObject().Select(table => (table.Name, table.Value.GetRawText()));

    /// <summary>The instances as they are read, by the name of their place.</summary>
    public static IReadOnlyDictionary<string, WorkflowInstance> Instances =>
        _tables.GetProperty("instances").EnumerateArray().Select(Instance).ToDictionary(instance => instance.Key!);

    private static WorkflowInstance Instance(JsonElement row) =>
        Instance(row, row.GetProperty("error") is { ValueKind: JsonValueKind.Object } error ? StoredJson.ToError(error.GetRawText()) : null);

    private static WorkflowInstance Instance(JsonElement row, WorkflowError? error) => new()
    {
        Id = row.GetProperty("instance_id").GetGuid(),
        Workflow = row.GetProperty("workflow").GetString()!,
        Version = row.GetProperty("version").GetInt32(),
        Status = (WorkflowStatus)row.GetProperty("status").GetInt32(),
        Revision = row.GetProperty("revision").GetInt64(),
        Key = row.GetProperty("key").GetString(),
        State = row.GetProperty("state").GetRawText(),
        Execution = StoredJson.ToExecution(row.GetProperty("execution").GetRawText(), error),
        Error = error,
        CreatedAt = Time(row, "created_at")!.Value,
        UpdatedAt = Time(row, "updated_at")!.Value,
        FinishedAt = Time(row, "finished_at"),
        StaleAt = Time(row, "stale_at"),
    };

    private static DateTimeOffset? Time(JsonElement row, string name) =>
        row.GetProperty(name).GetString() is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

    private static JsonElement Read()
    {
        using var stream = typeof(GoldenRows).Assembly.GetManifestResourceStream($"Golden.layout-{Layout}.json")!;
        return JsonSerializer.Deserialize<JsonElement>(stream);
    }
}
