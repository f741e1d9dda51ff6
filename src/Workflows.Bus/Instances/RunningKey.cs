namespace Workflows.Instances;

/// <summary>One attempt: instance, token, attempt.</summary>
internal readonly record struct RunningKey(Guid InstanceId, int Token, int Attempt);
