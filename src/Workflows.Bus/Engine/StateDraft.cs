using System.Text.Json;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>The user's state during one decision: read when a function needs it, written when one changed it.</summary>
internal sealed class StateDraft(Type? type, WorkflowJson json, string text)
{
    private readonly string _before = text;
    private object? _value;

    public string Text { get; private set; } = text;

    /// <summary>The state as an object, for functions that only look.</summary>
    public object Value => _value ??= json.Deserialize(Text, type!);

    /// <summary>The state as it was when the decision began.</summary>
    public object ReadBefore() => string.Equals(_before, Text, StringComparison.Ordinal) ? Value : json.Deserialize(_before, type!);

    public void Replace(string text)
    {
        Text = text;
        _value = null;
    }

    /// <returns>What was changed, as a patch; null: nothing.</returns>
    public string? Change(Action<object> change)
    {
        var before = Text;
        var value = json.Deserialize(before, type!);
        change(value);
        var after = json.Serialize(value, type!);
        Text = after;
        _value = value;
        return json.PatchBetween(before, after);
    }

    /// <summary>Applies what a step changed. The common case, nothing else changed meanwhile, costs no parsing.</summary>
    /// <exception cref="JsonException">The patch cannot be read, or what it makes of the state is no such state: nothing is changed.</exception>
    /// <exception cref="UnstorableException">It brings what no store can hold: nothing is changed.</exception>
    public string? Apply(StateChange? change)
    {
        if (change is null)
            return null;

        if (change.After is not null && string.Equals(change.Before, Text, StringComparison.Ordinal))
        {
            Replace(change.After);
            return change.Patch;
        }

        WorkflowJson.ThrowIfNullCharacter(change.Patch, "What the step changed");
        var after = StatePatch.Apply(Text, change.Patch);
        json.Size.Check(after, type!.Name);
        _value = json.Deserialize(after, type);
        Text = after;
        return change.Patch;
    }
}
