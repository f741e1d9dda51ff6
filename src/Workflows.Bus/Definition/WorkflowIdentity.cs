using System.Reflection;

namespace Workflows.Definition;

/// <summary>Name and version of a workflow class, read from its attribute or its class name.</summary>
internal readonly record struct WorkflowIdentity(string Name, int Version)
{
    private const string Suffix = "Workflow";

    public static WorkflowIdentity Of(Type workflowType)
    {
        var attribute = workflowType.GetCustomAttribute<WorkflowAttribute>();
        return new WorkflowIdentity(attribute?.Name ?? NameOfClass(workflowType), attribute?.Version ?? 1);
    }

    public override string ToString() => $"{Name} v{Version}";

    private static string NameOfClass(Type type)
    {
        var name = type.Name;
        return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }
}
