using System.Text.Json;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>The user's state during one decision: read when a function needs it, written when one changed it.</summary>
internal sealed class StateDraft(WorkflowPlan? plan, WorkflowJson json, string text)
{
    private object? _value;

    public string Text { get; private set; } = text;

    /// <summary>The state as an object, for functions that only look.</summary>
    public object Value => _value ??= json.Deserialize(Text, plan!.StateType);

    public void Replace(string text)
    {
        Text = text;
        _value = null;
    }

    /// <returns>What was changed, as a patch; null: nothing.</returns>
    public string? Change(Action<object> change)
    {
        var before = Text;
        var value = json.Deserialize(before, plan!.StateType);
        change(value);
        var after = json.Serialize(value, plan.StateType);
        Text = after;
        _value = value;
        return StatePatch.Between(before, after);
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
        _value = json.Deserialize(after, plan!.StateType);
        Text = after;
        return change.Patch;
    }
}
