using System.Collections.Concurrent;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Runtime;

namespace Workflows.Testing;

/// <summary>The steps whose code the test replaced, by their class or by the name of their node.</summary>
internal sealed class StepFakes(WorkflowRegistry registry)
{
    private readonly ConcurrentDictionary<string, FakedStep> _byNode = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, FakedStep> _byType = new();

    public FakedStep? Find(StepNode step) =>
        _byNode.GetValueOrDefault(step.Name) ?? (step.Code.StepType is { } type ? _byType.GetValueOrDefault(type) : null);

    public FakedStep Add(Type stepType, Func<StepContext, Task> code)
    {
        var steps = registry.Plans.SelectMany(plan => plan.Steps).Select(step => step.Code.StepType).OfType<Type>().ToArray();
        if (!steps.Contains(stepType))
            throw new ArgumentException($"No workflow has a step of class {stepType.Name}.{Nearest.Sentence(stepType.Name, steps.Select(step => step.Name))}");

        return _byType[stepType] = new FakedStep(code);
    }

    public FakedStep Add(string node, Func<StepContext, Task> code)
    {
        var names = registry.Plans.SelectMany(plan => plan.Steps).Select(step => step.Name).Distinct().ToArray();
        if (!names.Contains(node))
            throw new ArgumentException($"No workflow has a step '{node}'.{Nearest.Sentence(node, names)}");

        return _byNode[node] = new FakedStep(code);
    }
}
