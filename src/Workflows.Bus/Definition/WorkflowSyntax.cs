namespace Workflows.Definition;

/// <summary>What a workflow class declared, before it is checked and linked.</summary>
internal sealed class WorkflowSyntax(Type workflowType, Type stateType)
{
    public Type WorkflowType { get; } = workflowType;

    public Type StateType { get; } = stateType;

    public WorkflowIdentity Identity { get; } = WorkflowIdentity.Of(workflowType);

    public List<NodeSyntax> Body { get; } = [];

    public List<StartEvent> StartedBy { get; } = [];

    public List<ErrorRule> ErrorRules { get; } = [];

    public UniqueKey? Unique { get; set; }

    public TimeSpan? Timeout { get; set; }

    public TimeoutAction TimeoutAction { get; set; }

    public bool MessagePerStep { get; set; }

    public List<DefinitionFault> Faults { get; } = [];

    private readonly Dictionary<string, int> _generated = new(StringComparer.Ordinal);

    /// <summary>Names of nodes that nobody rests in may be left out: they are numbered in the order of the definition.</summary>
    public string NextName(string prefix)
    {
        _generated[prefix] = _generated.GetValueOrDefault(prefix) + 1;
        return $"{prefix}-{_generated[prefix]}";
    }

    /// <summary>A setting that would silently replace an earlier one is a fault.</summary>
    public void FaultIfRepeated(string? node, string setting, bool isRepeated)
    {
        if (isRepeated)
            Fault(node, $"one {setting}", "there are several");
    }

    public void FaultIfUndefined<TAction>(string? node, TAction action)
        where TAction : struct, Enum
    {
        if (!Enum.IsDefined(action))
            Fault(node, $"a known {typeof(TAction).Name}: {string.Join(", ", Enum.GetNames<TAction>())}", $"it is {action}");
    }

    public void Fault(string? node, string expected, string came) =>
        Faults.Add(new DefinitionFault(Identity, node, expected, came));
}
