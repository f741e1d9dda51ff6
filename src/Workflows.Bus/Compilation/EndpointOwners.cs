using System.Text.RegularExpressions;
using MassTransit;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>
/// Finds endpoints that two have: each would take messages of the other. Versions of one workflow may share theirs; a consumer of the application may not
/// have one of ours.
/// </summary>
internal sealed partial class EndpointOwners(WorkflowEndpoints endpoints, WorkflowRegistry registry, IReadOnlyCollection<string> queues)
{
    private bool _isChecked;

    /// <exception cref="WorkflowDefinitionException">Two have one name.</exception>
    public void Check()
    {
        if (_isChecked)
            return;

        var faults = Owners().GroupBy(owner => owner.Endpoint, StringComparer.Ordinal)
            .Where(same => same.DistinctBy(owner => owner.Group).Count() > 1)
            .Select(same => $"Endpoint '{same.Key}': expected one owner, but it is that of {string.Join(" and of ", same.Select(owner => owner.Text))}. {Remedy(same)}")
            .Concat(Owners().Where(owner => !Allowed().IsMatch(owner.Endpoint)).Select(owner =>
                $"Endpoint '{owner.Endpoint}': expected a name of letters, digits, '-', '_', '.' and ':', as every address can hold it, for {owner.Text}. {Remedy([owner])}"))
            .ToArray();
        if (faults.Length > 0)
            throw new WorkflowDefinitionException(faults);

        _isChecked = true;
    }

    /// <summary>Looks at what else is put on an endpoint, if it is one of ours.</summary>
    public void Watch(string name, IReceiveEndpointConfigurator endpoint)
    {
        if (Owners().FirstOrDefault(owner => owner.Endpoint == name) is not { } owner)
            return;

        var observer = new StrangerObserver(stranger => throw new WorkflowDefinitionException(
        [
            $"Endpoint '{name}': expected one owner, but it is that of {owner.Text} and of {stranger.FullName}. Give {stranger.Name} an endpoint of another name: .Endpoint(e => e.Name = \"...\").",
        ]));
        endpoint.ConnectConsumerConfigurationObserver(observer);
        endpoint.ConnectSagaConfigurationObserver(observer);
        endpoint.ConnectHandlerConfigurationObserver(observer);
        endpoint.ConnectActivityConfigurationObserver(observer);
    }

    private IEnumerable<Owner> Owners()
    {
        foreach (var plan in registry.Plans)
        {
            yield return new Owner(endpoints.InstancesOf(plan.WorkflowType), $"instances of {plan.Name}", $"the instances of {plan.Identity} ({plan.WorkflowType.FullName})");
            yield return new Owner(endpoints.StepsOf(plan.WorkflowType, null), $"steps of {plan.Name}", $"the steps of {plan.Identity} ({plan.WorkflowType.FullName})");
        }

        if (registry.Plans.Count > 0)
            yield return new Owner(endpoints.Commands, "commands", "the commands that are published");

        foreach (var queue in queues)
            yield return new Owner(endpoints.StepsOf(typeof(object), queue), $"queue {queue}", $"the step queue '{queue}' (OnQueue)");
    }

    private static string Remedy(IEnumerable<Owner> same) => same.Any(owner => owner.Group.StartsWith("queue ", StringComparison.Ordinal))
        ? "Call the queue otherwise, in OnQueue and ConfigureStepQueue."
        : "An endpoint is named after its class, by the endpoint name formatter of the bus: rename one of the classes (its name in [Workflow(...)] stays), or take a formatter that tells them apart, such as one with namespaces.";

    [GeneratedRegex("^[A-Za-z0-9_.:-]+$")]
    private static partial Regex Allowed();

    private sealed record Owner(string Endpoint, string Group, string Text);
}
