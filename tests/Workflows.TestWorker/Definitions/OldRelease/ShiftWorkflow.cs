namespace Workflows.TestWorker.Definitions.OldRelease;

/// <summary>The first version.</summary>
[Workflow("Shift", Version = 1)]
public sealed class ShiftWorkflow : Shift;
