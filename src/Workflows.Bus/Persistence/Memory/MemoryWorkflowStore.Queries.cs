using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Memory;

internal sealed partial class MemoryWorkflowStore
{
    public Task<WorkflowDetails?> GetAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult(_tables.Instances.TryGetValue(instanceId, out var instance) ? InstanceViews.DetailsOf(instance.Current) : null);
    }

    public Task<IReadOnlyList<WorkflowSummary>> ListAsync(WorkflowFilter filter, ListCursor? after, int limit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var older = after is { } last
                ? _tables.ByCreation.GetViewBetween(default, last).Reverse().SkipWhile(place => place == last)
                : _tables.ByCreation.Reverse();
            return Task.FromResult<IReadOnlyList<WorkflowSummary>>(
                [.. older.Select(place => _tables.Instances[place.InstanceId].Current).Where(instance => MemoryFilter.Fits(filter, instance)).Take(limit).Select(InstanceViews.SummaryOf)]);
        }
    }

    public Task<IReadOnlyList<WorkflowJournalEntry>> GetJournalAsync(Guid instanceId, int after, int limit, CancellationToken cancellationToken) =>
        new MemorySearchStore(this).SearchJournalAsync(instanceId, new WorkflowJournalSearch(), after, limit, cancellationToken);

    public Task RegisterDefinitionsAsync(IReadOnlyCollection<WorkflowDefinitionView> definitions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            foreach (var definition in definitions)
            {
                _tables.Definitions[(definition.Name, definition.Version)] = definition with { RegisteredAt = now, IsRegistered = false };
                _tables.ChangeHolders.Remove((definition.Name, definition.Version));
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<WorkflowDefinitionView>> GetDefinitionsAsync(CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<WorkflowDefinitionView>>(
                [.. _tables.Definitions.Values.OrderBy(definition => definition.Name, StringComparer.Ordinal).ThenBy(definition => definition.Version)]);
        }
    }
}
