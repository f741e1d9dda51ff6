using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>Memory has nothing that could be set up wrongly.</summary>
internal sealed class NoInspection : IStoreInspection
{
    public Task<StoreFacts> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(new StoreFacts());
}
