using Workflows.Contracts;
using Workflows.Diagnostics.Installation;
using Workflows.Instances;

namespace Workflows.Compilation;

/// <summary>
/// A definition is not the one that instances began with under the same name and version. It goes by the instances that are open: the finding stays for
/// as long as they do, however often the process starts.
/// </summary>
internal sealed class ChangedDefinitionCheck(RegisteredDefinitions registered, IWorkflowStore store, IInsightStore insights) : IInstallationCheck
{
    public async Task<IReadOnlyList<InstallationFinding>> FindAsync(CancellationToken cancellationToken)
    {
        var findings = new List<InstallationFinding>();
        var stored = await store.GetDefinitionsAsync(cancellationToken);
        foreach (var definition in registered.Views())
        {
            var counts = await insights.CountByNodeAsync(definition.Name, definition.Version, cancellationToken);
            var known = stored.FirstOrDefault(other => other.Name == definition.Name && other.Version == definition.Version);
            if (Compare(definition, FormerDefinitions.Of(definition, known), counts) is { } finding)
                findings.Add(finding);
        }

        return findings;
    }

    private static InstallationFinding? Compare(WorkflowDefinitionView definition, IReadOnlyList<WorkflowDefinitionView> former, IReadOnlyList<WorkflowNodeCount> counts)
    {
        var standing = counts.GroupBy(count => count.Node, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(count => count.Count), StringComparer.Ordinal);
        var differences = former.Select(before => new DefinitionDifference(before, definition)).ToArray();
        var stopped = standing.Keys.Where(node => definition.Nodes.All(known => known.Name != node))
            .Union(differences.SelectMany(difference => difference.Changed).Where(standing.ContainsKey), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).ToArray();
        if (standing.Count == 0 || (stopped.Length == 0 && differences.Length == 0))
            return null;

        var what = differences.Length == 0 ? "" : $" ({string.Join("; before that: ", differences.Select(difference => difference.Text).Where(text => text.Length > 0))})";
        var places = stopped.Length == 0
            ? $"{standing.Values.Sum()} open instances go on with it as it is now."
            : $"{string.Join(", ", stopped.Take(10).Select(node => $"{standing[node]} stand at '{node}'"))}, which is not there as it was: they stop with an error when something comes for them.";
        var listening = differences.SelectMany(difference => difference.Listening).Select(wait => wait.Wait).Distinct(StringComparer.Ordinal).Except(stopped, StringComparer.Ordinal).ToArray();
        return InstallationFinding.Warning(
            WorkflowFindingKind.DefinitionChanged,
            $"{definition.Name} v{definition.Version} is not the definition that its open instances began with{what}. {places}{TextOf(listening, standing)} Give a changed definition a new version and put this one back; or rewind or cancel them.") with
        {
            Workflow = definition.Name,
            Version = definition.Version,
            Count = stopped.Length == 0 ? standing.Values.Sum() : stopped.Sum(node => standing[node]),
        };
    }

    /// <summary>Instances may have passed a wait that has changed, or have it before them.</summary>
    private static string TextOf(string[] listening, Dictionary<string, long> standing)
    {
        if (listening.Length == 0)
            return "";

        var at = listening.Where(standing.ContainsKey).Order(StringComparer.Ordinal).Take(10).Select(node => $"{standing[node]} stand at '{node}'").ToArray();
        return $" {(at.Length == 0 ? "Waits ahead of them listen" : $"{string.Join(", ", at)}, which listens")} otherwise than before: instances that rest are made to listen as the definition has it now.";
    }
}
