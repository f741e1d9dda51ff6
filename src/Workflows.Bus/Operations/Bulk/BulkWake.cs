using Workflows.Runtime;

namespace Workflows.Operations.Bulk;

/// <summary>Wakes the worker on jobs of this process. Depends on nothing, because those who wake it depend on it.</summary>
internal sealed class BulkWake(bool isHeard)
{
    private readonly Bell _bell = new();

    /// <summary>Whether this process works on jobs.</summary>
    public bool IsHeard => isHeard;

    public void Ring() => _bell.Ring();

    public Task WaitAsync(CancellationToken cancellationToken) => _bell.WaitAsync(cancellationToken);
}
