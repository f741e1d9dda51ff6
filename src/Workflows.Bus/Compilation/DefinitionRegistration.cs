using Workflows.Instances;

namespace Workflows.Compilation;

/// <summary>Tells the store which definitions this process has, for processes that do not know their classes.</summary>
internal sealed class DefinitionRegistration(IWorkflowStore store, IInsightStore insights, RegisteredDefinitions definitions, TimeProvider time)
{
    /// <returns>How many there are.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var views = definitions.Views();
        await store.RegisterDefinitionsAsync(views, time.GetUtcNow(), cancellationToken);
        if (views.Count > 0)
            await insights.RegisterShapesAsync(definitions.Shapes(), cancellationToken);

        return views.Count;
    }
}
