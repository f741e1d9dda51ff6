using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using MassTransit;

namespace Workflows.Runtime;

/// <summary>
/// What a name formatter calls the endpoints, each asked for once: formatters know types by a generic method, which is slow to call, and every message
/// that is sent needs an address.
/// </summary>
internal sealed partial class EndpointNames(IEndpointNameFormatter formatter)
{
    private static readonly MethodInfo _messageName = typeof(IEndpointNameFormatter).GetMethod(nameof(IEndpointNameFormatter.Message))!;

    private readonly ConcurrentDictionary<Type, EndpointName> _instances = new();
    private readonly ConcurrentDictionary<(Type, string?), EndpointName> _steps = new();

    public EndpointName InstancesOf(Type workflowType) => _instances.GetOrAdd(workflowType, static (type, names) => new EndpointName(names.NameOf(type)), this);

    public EndpointName StepsOf(Type workflowType, string? queue) =>
        _steps.GetOrAdd((workflowType, queue), static (step, names) => new EndpointName(names.NameOfSteps(step.Item1, step.Item2)), this);

    public string Commands => InstancesOf(typeof(WorkflowCommands)).Name;

    /// <summary>What the formatter puts before every name, such as that of an environment: it does so for types only.</summary>
    private string Prefix
    {
        get
        {
            var bare = formatter.SanitizeName(nameof(WorkflowCommands));
            return Commands.EndsWith(bare, StringComparison.Ordinal) ? Commands[..^bare.Length] : "";
        }
    }

    /// <summary>Formatters leave the number of type arguments in the name of a generic class (Batch`1), which no address can hold.</summary>
    private string NameOf(Type workflowType) => Arity().Replace((string)_messageName.MakeGenericMethod(workflowType).Invoke(formatter, null)!, "");

    [GeneratedRegex("`[0-9]+")]
    private static partial Regex Arity();

    private string NameOfSteps(Type workflowType, string? queue) =>
        queue is null ? $"{InstancesOf(workflowType).Name}{Suffix("steps")}" : Prefix + formatter.SanitizeName(queue);

    private string Suffix(string word) =>
        string.IsNullOrEmpty(formatter.Separator) ? $"{char.ToUpperInvariant(word[0])}{word[1..]}" : formatter.Separator + word;

    /// <summary>Stands for the endpoint of published commands where a formatter wants a type.</summary>
    private sealed class WorkflowCommands
    {
        private WorkflowCommands()
        {
        }
    }
}

/// <summary>Name and address of a receive endpoint.</summary>
internal sealed record EndpointName(string Name)
{
    public Uri Address { get; } = WorkflowEndpoints.AddressOf(Name);
}
