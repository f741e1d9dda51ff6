using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Instance;

/// <summary>Why an instance is where it is, in the words for the top of its page.</summary>
internal sealed record Cause
{
    public required CauseTone Tone { get; init; }

    /// <summary>What is the matter.</summary>
    public required string Title { get; init; }

    /// <summary>The error, where there is one.</summary>
    public WorkflowError? Error { get; init; }

    /// <summary>What is known about it, a sentence each.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Fingerprint of the failure it shares with others.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>How many others fail the same way; null: not known.</summary>
    public WorkflowCount? Others { get; init; }
}

/// <summary>How the banner looks.</summary>
internal enum CauseTone
{
    Bad,
    Retrying,
    Late,
    Waiting,
    Off,
}
