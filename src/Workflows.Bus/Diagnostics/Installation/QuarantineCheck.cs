using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Diagnostics.Installation;

/// <summary>Rows of the store that nobody could read or handle.</summary>
internal sealed class QuarantineCheck(IQuarantineStore store) : IInstallationCheck
{
    public async Task<IReadOnlyList<InstallationFinding>> FindAsync(CancellationToken cancellationToken)
    {
        var rows = (await store.CountAsync(cancellationToken)).Select(count => InstallationFinding.Warning(WorkflowFindingKind.RowsQuarantined, TextOf(count)) with
        {
            Count = count.Kind == WorkflowQuarantineKind.Instance ? count.Count : null,
        });
        var definitions = (await store.FindUnreadableDefinitionsAsync(cancellationToken)).Select(definition => InstallationFinding.Warning(
            WorkflowFindingKind.DefinitionUnreadable,
            $"The stored definition of {definition.Workflow} v{definition.Version} cannot be read and counts as not registered: {definition.Reason} Start a process that has its class: it registers the definition anew.") with
        {
            Workflow = definition.Workflow,
            Version = definition.Version,
        });
        return [.. rows, .. definitions];
    }

    private static string TextOf(QuarantineCount count)
    {
        var (what, remedy) = count.Kind switch
        {
            WorkflowQuarantineKind.Instance => (Noun(count.Count, "instance"), "Nothing moves them. Repair their rows and release them"),
            WorkflowQuarantineKind.Timer => (Noun(count.Count, "timer or scheduled message", "timers and scheduled messages"), "Release them when the reason is gone, or discard them"),
            _ => (Noun(count.Count, "kept event"), "Release them when the reason is gone, or discard them"),
        };
        return $"{what} in quarantine: tries failed again and again, for the latest with: {count.LatestReason.TrimEnd('.')}. {remedy}.";
    }

    private static string Noun(long count, string one, string? many = null) => count == 1 ? $"1 {one} is" : $"{count} {many ?? $"{one}s"} are";
}
