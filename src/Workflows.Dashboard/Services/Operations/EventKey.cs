using System.Text.Json;
using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>Finds the member of an event that holds the key which the instance listens with, so that nobody has to type what is known.</summary>
internal static class EventKey
{
    /// <returns>What goes into which input; empty: it cannot be told.</returns>
    public static IReadOnlyDictionary<string, string> Given(IReadOnlyList<ShapeField> fields, string eventType, WorkflowDetails details)
    {
        var keys = details.Subscriptions.Where(known => known.EventType == eventType).Select(known => known.Key).Distinct(StringComparer.Ordinal).ToArray();
        if (keys is not [var key])
            return new Dictionary<string, string>();

        var texts = fields.Where(field => field.Kind is ShapeFieldKind.Text or ShapeFieldKind.Number).ToArray();
        var member = texts.FirstOrDefault(field => StateHolds(details.State, field.Name, key)) ?? (texts.Where(field => field.IsRequired).ToArray() is [var only] ? only : null);
        return member is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [member.InputName] = key };
    }

    /// <summary>A correlation compares members of event and state, which mostly have one name.</summary>
    private static bool StateHolds(string state, string name, string key)
    {
        try
        {
            using var document = JsonDocument.Parse(state);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.EnumerateObject().Any(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase) && member.Value.ToString() == key);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
