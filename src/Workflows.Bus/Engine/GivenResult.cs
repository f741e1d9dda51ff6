using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Workflows.Instances;
using Workflows.Instances.Json;

namespace Workflows.Engine;

/// <summary>What an operator gives in place of what a step would have done: members to set in the state, or what it would have returned.</summary>
internal static class GivenResult
{
    /// <param name="draft">Takes the changes.</param>
    /// <param name="resultType">What the step returns; null: it changes the state instead.</param>
    /// <param name="given">JSON text; null: none.</param>
    /// <returns>What it changed in the state, as a patch, or what stands for what the step would have returned.</returns>
    /// <exception cref="JsonException">It does not fit: nothing is changed.</exception>
    /// <exception cref="UnstorableException">It brings what no store can hold: nothing is changed.</exception>
    public static (string? Patch, string? Result) Take(TransitionDraft draft, Type? resultType, string? given) =>
        resultType is null ? (Apply(draft, given), null) : (null, Of(draft, resultType, given));

    /// <summary>Sets the members. What does not fit the state class is refused before it is stored.</summary>
    private static string? Apply(TransitionDraft draft, string? members)
    {
        if (members is null || StatePatch.SettingMembers(members) is not { } patch)
            return null;

        var json = draft.Settings.Json;
        var type = draft.Terms.StateType;
        var before = draft.State.Text;
        var after = json.Serialize(json.Deserialize(StatePatch.Apply(before, patch), type), type);
        UnknownMembers.Refuse(members, type, json.Options);
        CheckReadable(members, json.Options.GetTypeInfo(type));
        draft.State.Replace(after);
        return json.PatchBetween(before, after);
    }

    /// <summary>As the step would have returned it.</summary>
    private static string Of(TransitionDraft draft, Type type, string? text)
    {
        if (text is null)
            throw new JsonException("there is none, and what follows goes by it");

        var json = draft.Settings.Json;
        var value = json.Deserialize(text, type);
        UnknownMembers.Refuse(text, type, json.Options);
        return json.Serialize(value, type);
    }

    /// <summary>A member that follows from others would be read over, and the operator would not learn that nothing was set.</summary>
    private static void CheckReadable(string members, JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;

        var comparison = type.Options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        using var given = JsonDocument.Parse(members);
        foreach (var member in given.RootElement.EnumerateObject())
        {
            if (type.Properties.FirstOrDefault(property => string.Equals(property.Name, member.Name, comparison)) is { } property && !MemberReading.IsRead(property))
                throw new JsonException($"the member '{property.Name}' cannot be set: it is computed from others");
        }
    }
}
