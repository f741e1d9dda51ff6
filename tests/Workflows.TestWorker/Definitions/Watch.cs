namespace Workflows.TestWorker.Definitions;

/// <summary>A watch on a tower.</summary>
public sealed class WatchState
{
    public string Tower { get; set; } = "";

    public int HeardCount { get; set; }
}
