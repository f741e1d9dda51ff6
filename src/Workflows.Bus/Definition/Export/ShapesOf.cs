using System.Text.Json;
using System.Text.Json.Schema;
using Workflows.Contracts;

namespace Workflows.Definition.Export;

/// <summary>Shows what the state and the events of a plan look like as JSON, for those who do not know their types.</summary>
internal static class ShapesOf
{
    /// <summary>Fits everything: stands for a type that cannot be described.</summary>
    private const string Anything = "true";

    /// <param name="plan">The definition.</param>
    /// <param name="states">How states are written.</param>
    /// <param name="events">How messages are written.</param>
    public static WorkflowShapes Plan(WorkflowPlan plan, JsonSerializerOptions states, JsonSerializerOptions events) => new(
        new WorkflowShape(plan.StateType.ToString(), SchemaOf(plan.StateType, states)),
        [.. plan.AwaitedTypes.OrderBy(MessageName.Of, StringComparer.Ordinal).Select(type => new WorkflowShape(MessageName.Of(type), SchemaOf(type, events)))]);

    /// <summary>Which types cannot be described is up to converters and attributes of the user; the form for them is plain JSON then.</summary>
    private static string SchemaOf(Type type, JsonSerializerOptions options)
    {
        try
        {
            // What is described from is fixed; options that are still to be changed by their owner must stay open.
            var described = new JsonSerializerOptions(options);
            described.MakeReadOnly(populateMissingResolver: true);
            return described.GetJsonSchemaAsNode(type, _exporting).ToJsonString();
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return Anything;
        }
    }

    /// <summary>The whole is never null.</summary>
    private static readonly JsonSchemaExporterOptions _exporting = new() { TreatNullObliviousAsNonNullable = true };
}
