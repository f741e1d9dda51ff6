using Workflows.Contracts;
using Workflows.Diagnostics.Installation;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Instances stand open on a version that no running process has a class for.</summary>
internal sealed class MissingClassCheck(IInsightStore insights, KnownProcesses processes, KnownDefinitions definitions) : IInstallationCheck
{
    public async Task<IReadOnlyList<InstallationFinding>> FindAsync(CancellationToken cancellationToken)
    {
        var findings = new List<InstallationFinding>();
        foreach (var open in (await insights.CountOpenAsync(cancellationToken)).GroupBy(count => (count.Workflow, count.Version)))
        {
            var (workflow, version) = open.Key;
            if (await processes.HaveAsync(workflow, version, cancellationToken))
                continue;

            var count = open.Sum(status => status.Count);
            var known = await definitions.FindAsync(workflow, version, cancellationToken);
            findings.Add(InstallationFinding.Warning(WorkflowFindingKind.VersionWithoutClass, TextOf(workflow, version, count, known)) with
            {
                Workflow = workflow,
                Version = version,
                Count = count,
            });
        }

        return findings;
    }

    private static string TextOf(string workflow, int version, long count, WorkflowDefinitionView? known)
    {
        var queue = known?.Version == version ? $" in the queue '{known.Endpoint}'" : "";
        return $"{workflow} v{version} has {count} open {(count == 1 ? "instance" : "instances")}, but no running process is known to have its class: nothing moves them, and what comes for them waits{queue}. Register the class of that version again, or cancel them.";
    }
}
