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
    public string? Apply(StateChange? change)
    {
        if (change is null)
            return null;

        Replace(change.After is not null && string.Equals(change.Before, Text, StringComparison.Ordinal)
            ? change.After
            : StatePatch.Apply(Text, change.Patch));
        return change.Patch;
    }
}
