using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>
/// Tells the store that this process runs and which definitions it has, for processes that do not know their classes. A definition that differs from the one
/// that was there before does not wipe it out while instances are open that may have begun with it.
/// </summary>
internal sealed class DefinitionRegistration(IWorkflowStore store, IInsightStore insights, RegisteredDefinitions definitions, ProcessNotice notice, TimeProvider time, KnownDefinitions reading)
{
    private DateTimeOffset _registeredAt;

    /// <returns>How many there are.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await notice.GiveAsync(cancellationToken);
        var views = await WithFormerAsync(definitions.Views(), cancellationToken);
        definitions.LearnFormer(views);
        _registeredAt = time.GetUtcNow();
        await store.RegisterDefinitionsAsync(views, _registeredAt, cancellationToken);
        reading.Forget();
        definitions.LearnChanged(views);
        if (views.Count > 0)
            await insights.RegisterShapesAsync(definitions.Shapes(), cancellationToken);

        return views.Count;
    }

    /// <summary>
    /// A process with another definition may have been registered behind this one. When the last such process has ended, its definition has changed to the one of
    /// this process, and nobody but those that run could say so.
    /// </summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        var own = new List<WorkflowDefinitionView>();
        var stored = await store.GetDefinitionsAsync(cancellationToken);
        foreach (var view in definitions.Views())
        {
            if (stored.FirstOrDefault(other => other.Name == view.Name && other.Version == view.Version) is not { } known)
                continue;

            if (FormerDefinitions.IsSame(known, view))
            {
                own.Add(known);
            }
            else if (IsOfOther(known) && !await notice.IsMixedAsync(view.Name, view.Version, cancellationToken))
            {
                await RunAsync(cancellationToken);
                return;
            }
        }

        definitions.LearnChanged(own);
    }

    /// <summary>What this process registered itself comes back at that time, whatever the store makes of it.</summary>
    private bool IsOfOther(WorkflowDefinitionView known) => (known.RegisteredAt - _registeredAt)?.Duration() > TimeSpan.FromMilliseconds(1);

    private async Task<IReadOnlyCollection<WorkflowDefinitionView>> WithFormerAsync(IReadOnlyCollection<WorkflowDefinitionView> views, CancellationToken cancellationToken)
    {
        if (views.Count == 0)
            return views;

        var now = time.GetUtcNow();
        var stored = await store.GetDefinitionsAsync(cancellationToken);
        var changed = views.Select(view => FormerDefinitions.With(view, stored.FirstOrDefault(known => known.Name == view.Name && known.Version == view.Version), now)).ToArray();
        if (changed.All(view => view is { Former.Count: 0, ChangedAt: null }))
            return changed;

        var open = await insights.CountOpenAsync(cancellationToken);
        return [.. changed.Select(view => open.Any(count => count.Workflow == view.Name && count.Version == view.Version) ? view : view with { Former = [], ChangedAt = null })];
    }
}
