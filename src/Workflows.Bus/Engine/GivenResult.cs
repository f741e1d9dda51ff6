using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>What an operator gives in place of what a step would have done: members to set in the state.</summary>
internal static class GivenResult
{
    /// <summary>Sets the members. What does not fit the state class is refused before it is stored.</summary>
    /// <returns>What it changed, as a patch; null: nothing.</returns>
    /// <exception cref="JsonException">It is no JSON object, or it does not fit: nothing is changed.</exception>
    /// <exception cref="UnstorableException">It brings what no store can hold: nothing is changed.</exception>
    public static string? Apply(TransitionDraft draft, string? members)
    {
        if (members is null || StatePatch.SettingMembers(members) is not { } patch)
            return null;

        var json = draft.Settings.Json;
        var type = draft.Plan!.StateType;
        var before = draft.State.Text;
        var after = json.Serialize(json.Deserialize(StatePatch.Apply(before, patch), type), type);
        CheckNames(members, json.Options.GetTypeInfo(type));
        draft.State.Replace(after);
        return StatePatch.Between(before, after);
    }

    /// <summary>A misspelt member would be read over, and the operator would not learn that nothing was set.</summary>
    private static void CheckNames(string members, JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Properties.Any(property => property.IsExtensionData))
            return;

        var comparison = type.Options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var known = type.Properties.Select(property => property.Name).ToArray();
        using var given = JsonDocument.Parse(members);
        foreach (var member in given.RootElement.EnumerateObject())
        {
            if (!known.Any(name => string.Equals(name, member.Name, comparison)))
                throw new JsonException($"there is no member '{ErrorText.Clean(member.Name)}'.{Nearest.Sentence(member.Name, known)}");
        }
    }
}
