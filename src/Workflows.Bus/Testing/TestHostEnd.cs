namespace Workflows.Testing;

/// <summary>The end of the container, as the harness learns of it.</summary>
internal sealed class TestHostEnd(WorkflowTestHarness harness) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => harness.DisposeAsync();
}
