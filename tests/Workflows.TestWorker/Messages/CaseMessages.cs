namespace Workflows.TestWorker.Messages;

/// <summary>One of the papers of a case.</summary>
public sealed record FormFiled(Guid CaseId, string Text);

/// <summary>Another one.</summary>
public sealed record ProofHandedIn(Guid CaseId, string Text);

/// <summary>A third one.</summary>
public sealed record FeePaid(Guid CaseId, string Text);
