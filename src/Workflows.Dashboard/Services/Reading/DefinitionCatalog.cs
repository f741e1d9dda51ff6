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

    /// <summary>Neither a value nor an error: no process registered it.</summary>
    public async Task<Section<WorkflowDefinitionView>> FindAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(cancellationToken);
        return new Section<WorkflowDefinitionView>(read.Value?.FirstOrDefault(definition => definition.Name == workflow && definition.Version == version), read.Error);
    }

    /// <summary>Empty where they cannot be read.</summary>
    public async Task<IReadOnlyList<WorkflowDefinitionView>> DefinitionsAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).Value ?? [];

    /// <summary>Where they cannot be read, those that were read last are better than none: a definition that is registered never changes.</summary>
    public async Task<Section<IReadOnlyList<WorkflowDefinitionView>>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_kept is { } kept && now - kept.ReadAt < _keptFor)
            return new Section<IReadOnlyList<WorkflowDefinitionView>>(kept.Definitions);

        var read = await sections.ReadAsync("definitions", cancel => reads.ClientAsync(client => client.GetDefinitionsAsync(cancel)), cancellationToken);
        if (read.Value is { } definitions)
            _kept = (now, definitions);

        return _kept is { } last ? new Section<IReadOnlyList<WorkflowDefinitionView>>(last.Definitions) : read;
    }
}
