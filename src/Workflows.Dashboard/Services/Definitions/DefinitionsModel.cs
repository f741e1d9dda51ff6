using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Definitions;

/// <summary>All workflows.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Workflows">In alphabetical order.</param>
/// <param name="Faults">Parts of the address that were left out, and why.</param>
internal sealed record DefinitionsModel(DateTimeOffset At, Section<IReadOnlyList<DefinitionLine>> Workflows, IReadOnlyList<string> Faults);

/// <summary>A workflow with its versions.</summary>
/// <param name="Name">Its name.</param>
/// <param name="StartedBy">Message types that start the latest version.</param>
/// <param name="Versions">Latest first: those registered, and those that open instances still run on.</param>
internal sealed record DefinitionLine(string Name, IReadOnlyList<string> StartedBy, IReadOnlyList<VersionLine> Versions)
{
    public static IReadOnlyList<DefinitionLine> Of(IReadOnlyList<WorkflowDefinitionView> definitions, IReadOnlyList<WorkflowOpenCount> open) =>
        [.. definitions.Select(definition => definition.Name).Concat(open.Select(count => count.Workflow))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => new DefinitionLine(
                name,
                definitions.Where(definition => definition.Name == name).MaxBy(definition => definition.Version)?.StartedBy ?? [],
                VersionLine.Of(name, definitions, open)))];
}

/// <summary>A version of a workflow.</summary>
/// <param name="Version">Its number.</param>
/// <param name="IsRegistered">A running process has its class, or whether one has is not known.</param>
/// <param name="RegisteredAt">When that happened last.</param>
/// <param name="NodeCount">Nodes in it.</param>
/// <param name="Open">Open instances by status.</param>
internal sealed record VersionLine(int Version, bool IsRegistered, DateTimeOffset? RegisteredAt, int NodeCount, IReadOnlyDictionary<WorkflowStatus, long> Open)
{
    public long OpenCount => Open.Values.Sum();

    public static IReadOnlyList<VersionLine> Of(string name, IReadOnlyList<WorkflowDefinitionView> definitions, IReadOnlyList<WorkflowOpenCount> open) =>
        [.. definitions.Where(definition => definition.Name == name).Select(definition => definition.Version)
            .Concat(open.Where(count => count.Workflow == name).Select(count => count.Version))
            .Distinct()
            .OrderDescending()
            .Select(version => One(definitions.FirstOrDefault(definition => definition.Name == name && definition.Version == version), version, open.Where(count => count.Workflow == name && count.Version == version)))];

    private static VersionLine One(WorkflowDefinitionView? definition, int version, IEnumerable<WorkflowOpenCount> open) => new(
        version,
        definition is { IsRegistered: not false },
        definition?.RegisteredAt,
        definition?.Nodes.Count ?? 0,
        open.GroupBy(count => count.Status).ToDictionary(group => group.Key, group => group.Sum(count => count.Count)));
}
