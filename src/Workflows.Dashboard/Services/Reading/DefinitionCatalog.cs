using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Reading;

/// <summary>The registered definitions, read at most every few seconds: every page asks for them and they hardly ever change.</summary>
internal sealed class DefinitionCatalog(Reads reads, Sections sections, TimeProvider time)
{
    private static readonly TimeSpan _keptFor = TimeSpan.FromSeconds(10);

    private (DateTimeOffset ReadAt, IReadOnlyList<WorkflowDefinitionView> Definitions)? _kept;

    /// <summary>Names in alphabetical order; empty where they cannot be read.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken) =>
        [.. (await DefinitionsAsync(cancellationToken)).Select(definition => definition.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public async Task<WorkflowDefinitionView?> FindAsync(string workflow, int version, CancellationToken cancellationToken) =>
        (await DefinitionsAsync(cancellationToken)).FirstOrDefault(definition => definition.Name == workflow && definition.Version == version);

    public async Task<IReadOnlyList<WorkflowDefinitionView>> DefinitionsAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_kept is { } kept && now - kept.ReadAt < _keptFor)
            return kept.Definitions;

        var read = await sections.ReadAsync("definitions", cancel => reads.ClientAsync(client => client.GetDefinitionsAsync(cancel)), cancellationToken);
        if (read.Value is not { } definitions)
            return [];

        _kept = (now, definitions);
        return definitions;
    }
}
