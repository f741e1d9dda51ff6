using System.Text.Json;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>What every store must do. A store derives one class from each of the classes that derive from this one.</summary>
public abstract class StoreConformance : IAsyncLifetime
{
    private protected static readonly DateTimeOffset Noon = Parcels.Noon;

    private protected IWorkflowStore Store { get; private set; } = null!;

    private protected static CancellationToken Canceled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await OpenStoreAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <returns>An empty store.</returns>
    private protected abstract Task<IWorkflowStore> OpenStoreAsync();

    private protected async Task<CommitOutcome> CommitAsync(Transition transition) =>
        (await Store.CommitAsync([transition], Canceled)).ShouldHaveSingleItem();

    /// <summary>Commits transitions that are expected to be taken, one after the other.</summary>
    private protected async Task<Transition> CommittedAsync(params Transition[] transitions)
    {
        foreach (var transition in transitions)
            (await CommitAsync(transition)).ShouldBe(CommitOutcome.Committed);

        return transitions[^1];
    }

    private protected async Task<WorkflowInstance?> LoadAsync(Guid id) =>
        (await Store.LoadAsync([id], Canceled)).ShouldHaveSingleItem();

    /// <summary>Records hold arrays, which compare by reference: their texts say whether they are the same.</summary>
    private protected static string TextOf<T>(T value) => JsonSerializer.Serialize(value, _readable);

    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true };
}
