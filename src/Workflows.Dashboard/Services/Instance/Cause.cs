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

    /// <summary>Sentences of ours stand in one paragraph; what somebody wrote ends where it ends, and has one of its own.</summary>
    public IEnumerable<string> Paragraphs
    {
        get
        {
            var ours = new List<string>();
            foreach (var fact in Facts)
            {
                if (fact.EndsWith('.') && !fact.StartsWith(Said, StringComparison.Ordinal))
                    ours.Add(fact);
                else
                    yield return fact;
            }

            if (ours.Count > 0)
                yield return string.Join(' ', ours);
        }
    }

    /// <summary>What stands before the words of a person.</summary>
    public const string Said = "Reason: ";

    /// <summary>Fingerprint of the failure it shares with others.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>How many others fail the same way; null: not known.</summary>
    public WorkflowCount? Others { get; init; }
}

/// <summary>How the banner looks.</summary>
internal enum CauseTone
{
    Bad,

    /// <summary>An end that the definition chose: nobody has to do anything.</summary>
    Failed,
    Retrying,
    Late,
    Waiting,
    Off,
}
