using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Diagnostics.Installation;
using Workflows.Events;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>
/// Names of event types in the store that nothing answers to: a class was renamed without keeping its name on the bus, or left out. Of workflows that are known
/// here; of other workflows, and of versions that are not known here, it is said where nobody has their classes.
/// </summary>
internal sealed class NameCheck(IInsightStore insights, WorkflowRegistry registry, KnownDefinitions definitions, TimeProvider time) : IInstallationCheck
{
    /// <summary>All that listen are counted: that is not done every minute.</summary>
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(10);

    private (DateTimeOffset At, IReadOnlyList<InstallationFinding> Findings)? _last;

    public async Task<IReadOnlyList<InstallationFinding>> FindAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_last is { } last && now - last.At < _interval)
            return last.Findings;

        var findings = new List<InstallationFinding>();
        var names = await insights.CountNamesAsync(now, cancellationToken);
        foreach (var stored in names.Where(stored => registry.FindLatest(stored.Workflow) is not null).GroupBy(stored => (stored.Workflow, stored.Name)))
        {
            StoredNameCount[] unanswered = [.. stored.Where(one => !IsAnsweredHere(one))];
            if (unanswered.Length > 0 && !await IsOfOthersAsync(stored.Key.Workflow, stored.Key.Name, cancellationToken))
                findings.Add(FindingOf(stored.Key.Workflow, stored.Key.Name, unanswered));
        }

        _last = (now, findings);
        return findings;
    }

    private static InstallationFinding FindingOf(string workflow, string name, StoredNameCount[] stored)
    {
        var (listening, kept) = (stored.Where(one => !one.IsEvent).Sum(one => one.Count), stored.Where(one => one.IsEvent).Sum(one => one.Count));
        var waits = stored.Select(one => one.Wait).Where(wait => wait.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(5).Select(wait => $"'{wait}'").ToArray();
        var at = waits.Length == 0 ? "" : $" ({string.Join(", ", waits)})";
        string[] what = [.. listening == 0 ? [] : (string[])[$"{listening} open {(listening == 1 ? "wait listens" : "waits listen")} for it"], .. kept == 0 ? [] : (string[])[$"{kept} {(kept == 1 ? "event is" : "events are")} kept under it"]];
        return InstallationFinding.Warning(
            WorkflowFindingKind.NameUnanswered,
            $"{workflow}: nothing answers to the event '{name}'{at}: {string.Join(", and ", what)}, but no definition takes an event of that name. Give the class its former name on the bus with [MessageUrn(\"...\")] and [EntityName(\"...\")], or put it back.") with
        {
            Workflow = workflow,
            Count = listening == 0 ? null : listening,
        };
    }

    private bool IsAnsweredHere(StoredNameCount stored) => registry.VersionsOf(stored.Workflow).Any(plan =>
        plan.EventTypes.Any(type => MessageName.Means(stored.Name, type))
        || (plan.Find(stored.Wait) as WaitNode)?.Find(stored.Name) is not null);

    private async Task<bool> IsOfOthersAsync(string workflow, string name, CancellationToken cancellationToken)
    {
        foreach (var definition in await definitions.VersionsOfAsync(workflow, cancellationToken))
        {
            if (registry.Find(workflow, definition.Version) is null
                && UnknownTypes.AwaitedBy(definition).Concat(definition.StartedBy).Any(known => known == name || MessageName.Means(known, name)))
                return true;
        }

        return false;
    }
}
