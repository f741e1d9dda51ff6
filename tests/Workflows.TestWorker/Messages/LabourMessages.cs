namespace Workflows.TestWorker.Messages;

/// <summary>Starts an instance whose steps take that time each.</summary>
public sealed record LabourOrdered(TimeSpan Duration);
