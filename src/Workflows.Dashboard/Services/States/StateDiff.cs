using System.Text.Json;

namespace Workflows.Dashboard.Services.States;

/// <summary>Lists the members that differ between two JSON texts. Arrays are compared element by element.</summary>
internal static class StateDiff
{
    /// <exception cref="JsonException">One of them is not JSON.</exception>
    public static IReadOnlyList<StateChange> Between(string before, string after)
    {
        using var from = JsonDocument.Parse(before);
        using var to = JsonDocument.Parse(after);
        var changes = new List<StateChange>();
        Compare(from.RootElement, to.RootElement, "", changes);
        return changes;
    }

    private static void Compare(JsonElement before, JsonElement after, string path, List<StateChange> changes)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
            CompareMembers(before, after, path, changes);
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array)
            CompareElements(before, after, path, changes);
        else if (!JsonElement.DeepEquals(before, after))
            changes.Add(new StateChange(path, JsonText.Line(before.GetRawText()), JsonText.Line(after.GetRawText())));
    }

    private static void CompareMembers(JsonElement before, JsonElement after, string path, List<StateChange> changes)
    {
        foreach (var member in before.EnumerateObject())
        {
            var at = $"{path}/{Escape(member.Name)}";
            if (after.TryGetProperty(member.Name, out var other))
                Compare(member.Value, other, at, changes);
            else
                changes.Add(new StateChange(at, JsonText.Line(member.Value.GetRawText()), null));
        }

        foreach (var member in after.EnumerateObject())
        {
            if (!before.TryGetProperty(member.Name, out _))
                changes.Add(new StateChange($"{path}/{Escape(member.Name)}", null, JsonText.Line(member.Value.GetRawText())));
        }
    }

    private static void CompareElements(JsonElement before, JsonElement after, string path, List<StateChange> changes)
    {
        var (beforeCount, afterCount) = (before.GetArrayLength(), after.GetArrayLength());
        for (var i = 0; i < Math.Max(beforeCount, afterCount); i++)
        {
            if (i >= afterCount)
                changes.Add(new StateChange($"{path}/{i}", JsonText.Line(before[i].GetRawText()), null));
            else if (i >= beforeCount)
                changes.Add(new StateChange($"{path}/{i}", null, JsonText.Line(after[i].GetRawText())));
            else
                Compare(before[i], after[i], $"{path}/{i}", changes);
        }
    }

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
