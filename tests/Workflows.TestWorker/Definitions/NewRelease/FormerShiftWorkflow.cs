namespace Workflows.TestWorker.Definitions.NewRelease;

/// <summary>The first version, for the instances that are still on it.</summary>
[Workflow("Shift", Version = 1)]
public sealed class FormerShiftWorkflow : Shift;
