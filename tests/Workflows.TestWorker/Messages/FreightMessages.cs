namespace Workflows.TestWorker.Messages;

/// <summary>Published by a step, as large as the instance says.</summary>
public sealed record FreightReported(Guid InstanceId, string Text);
