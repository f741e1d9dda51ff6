using MassTransit;
using Workflows.Definition;

namespace Workflows.Runtime;

/// <summary>Names and addresses of the receive endpoints, from the bus's own name formatter.</summary>
internal sealed class WorkflowEndpoints(IEndpointNameFormatter? formatter = null)
{
    private IEndpointNameFormatter _formatter = formatter ?? DefaultEndpointNameFormatter.Instance;

    /// <summary>The formatter that the endpoints are really configured with, once the bus has asked for a name.</summary>
    public void Use(IEndpointNameFormatter formatter) => _formatter = formatter;

    /// <summary>Endpoint of the instances of a workflow.</summary>
    public string InstancesOf(Type workflowType) => NameOf(_formatter, workflowType);

    /// <summary>The step queue of a workflow, or the queue that a step asked for.</summary>
    public string StepsOf(Type workflowType, string? queue) =>
        queue is null ? $"{InstancesOf(workflowType)}{Suffix("steps")}" : Prefix + _formatter.SanitizeName(queue);

    public string Commands => NameOf(_formatter, typeof(WorkflowCommands));

    public static Uri AddressOf(string endpoint) => new($"exchange:{endpoint}");

    public Uri StepAddress(WorkflowPlan plan, StepNode step) => AddressOf(StepsOf(plan.WorkflowType, step.Queue));

    /// <summary>What the formatter puts before every name, such as that of an environment: it does so for types only.</summary>
    private string Prefix
    {
        get
        {
            var bare = _formatter.SanitizeName(nameof(WorkflowCommands));
            return Commands.EndsWith(bare, StringComparison.Ordinal) ? Commands[..^bare.Length] : "";
        }
    }

    private string Suffix(string word) =>
        string.IsNullOrEmpty(_formatter.Separator) ? $"{char.ToUpperInvariant(word[0])}{word[1..]}" : _formatter.Separator + word;

    private static string NameOf(IEndpointNameFormatter formatter, Type workflowType) =>
        (string)_messageName.MakeGenericMethod(workflowType).Invoke(formatter, null)!;

    private static readonly System.Reflection.MethodInfo _messageName = typeof(IEndpointNameFormatter).GetMethod(nameof(IEndpointNameFormatter.Message))!;

    /// <summary>Stands for the endpoint of published commands where a formatter wants a type.</summary>
    private sealed class WorkflowCommands
    {
        private WorkflowCommands()
        {
        }
    }
}
