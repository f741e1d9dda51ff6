using System.Text.RegularExpressions;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Instances.Json;

namespace Workflows.Compilation;

/// <summary>Compiles all workflows and checks all settings. What is wrong comes in one message.</summary>
internal static partial class DeclarationCheck
{
    /// <exception cref="WorkflowDefinitionException">Something is wrong; the message lists all of it.</exception>
    public static IReadOnlyList<WorkflowPlan> Compile(DurableWorkflowConfigurator declared, WorkflowJson json)
    {
        var definitionFaults = new List<DefinitionFault>();
        var plans = new List<WorkflowPlan>();
        var faults = new List<string>();
        foreach (var registration in declared.Workflows)
        {
            var syntax = Describe(registration, faults);
            if (syntax is null)
                continue;

            CheckStateType(syntax, json);
            if (PlanCompiler.Compile(syntax, definitionFaults) is { } plan)
                plans.Add(plan);
        }

        faults.AddRange(definitionFaults.Select(fault => fault.ToString()));
        faults.AddRange(DuplicateFaults(plans));
        faults.AddRange(SettingFaults(declared, plans));
        return faults.Count == 0 ? plans : throw new WorkflowDefinitionException(faults);
    }

    private static WorkflowSyntax? Describe(WorkflowRegistration registration, List<string> faults)
    {
        try
        {
            return registration.Describe();
        }
        catch (Exception exception)
        {
            faults.Add($"{registration.WorkflowType.Name}: Define threw {exception.GetType().Name}: {ExceptionText.MessageOf(exception)}");
            return null;
        }
    }

    /// <summary>What the class itself must be is checked with the rest of the declaration.</summary>
    private static void CheckStateType(WorkflowSyntax syntax, WorkflowJson json)
    {
        if (!SyntaxCheck.IsStateType(syntax.StateType))
            return;

        foreach (var fault in TypeGraph.FaultsOf(syntax.StateType, json.Options))
            syntax.Fault(null, "a state that is read back as it was stored", fault);
    }

    private static IEnumerable<string> DuplicateFaults(List<WorkflowPlan> plans) =>
        plans.GroupBy(plan => plan.Identity).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: expected one class per name and version, but there are {string.Join(" and ", group.Select(plan => plan.WorkflowType.FullName))}. Give one of them another name or version: [Workflow(\"name\", Version = 2)].");

    private static IEnumerable<string> SettingFaults(DurableWorkflowConfigurator declared, List<WorkflowPlan> plans)
    {
        foreach (var fault in declared.Options.Faults())
            yield return fault;

        foreach (var name in declared.CarriedHeaders)
        {
            if (HeaderText.ProblemOf(name) is { } problem)
                yield return $"CarryHeader: {problem}";
        }

        foreach (var type in declared.Unmade.Except(declared.Workflows.Select(workflow => workflow.WorkflowType)).Distinct())
            yield return $"AddWorkflows: expected a public constructor without parameters, but {type.FullName} has none. Register it yourself: AddWorkflow(() => new {type.Name}(...)).";

        if (declared.Stores.Count > 1)
            yield return $"Expected one store, but there are {string.Join(" and ", declared.Stores.Select(store => store.Name))}.";

        foreach (var schema in declared.Stores.Select(store => store.Options).OfType<PostgresStoreOptions>().Select(options => options.Schema).Where(schema => !SchemaPattern().IsMatch(schema)))
            yield return $"Schema: expected 1 to 63 lower-case letters, digits or underscores, but it is '{schema}'.";

        foreach (var (type, window) in declared.Windows)
        {
            if (window < TimeSpan.Zero || window > TimeSpan.FromDays(365))
                yield return $"KeepUnmatched<{type.Name}>: expected zero to 365 days, but it is {window}.";
            else if (!plans.Any(plan => plan.AwaitedTypes.Contains(type)) && plans.Count == declared.Workflows.Count)
                yield return $"KeepUnmatched<{type.Name}>: expected an event that some workflow waits for, but none does.";
        }

        var named = plans.SelectMany(plan => plan.Steps).Select(step => step.Queue).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (name, options) in declared.Queues)
        {
            foreach (var fault in options.Faults($"Step queue '{name}'"))
                yield return fault;

            if (!named.Contains(name) && plans.Count == declared.Workflows.Count)
                yield return $"Step queue '{name}': expected a queue that some step names with OnQueue, but none does.{Engine.Nearest.Sentence(name, named)}";
        }

        foreach (var workflow in declared.Workflows)
        {
            var name = workflow.WorkflowType.Name;
            foreach (var fault in workflow.Options.Instances.Faults($"{name}, Instances").Concat(workflow.Options.Steps.Faults($"{name}, Steps")))
                yield return fault;
        }
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex SchemaPattern();
}
