using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>What the dashboard says of an operation, and how it asks for it.</summary>
internal sealed record OperationText
{
    public required OperationKind Kind { get; init; }

    /// <summary>What comes of it for an instance as it stands now, a sentence each.</summary>
    public required Func<WorkflowDetails, DateTimeOffset, IReadOnlyList<string>> Consequences { get; init; }

    /// <summary>What comes of it for many, a sentence each; empty: it has no form for many.</summary>
    public IReadOnlyList<string> ForMany { get; init; } = [];

    /// <summary>What instances are behind it: "paused". Entries of its own in a journal say so too.</summary>
    public required string Done { get; init; }

    /// <summary>What an entry of its own says; null: <see cref="Done"/>.</summary>
    public Func<WorkflowJournalEntry, string>? Entry { get; init; }

    public string LabelOf(OperationParameter parameter) => FieldLabels.GetValueOrDefault(parameter.Name) ?? parameter.Description;

    /// <summary>What an entry says that records nothing but the operation.</summary>
    public string EntryOf(WorkflowJournalEntry entry) => Entry is null ? $"{char.ToUpperInvariant(Done[0])}{Done[1..]}" : Entry(entry);

    /// <summary>What a button says, without dots. Default: its title, with the node that it works on where it works on one.</summary>
    public string? Label { get; init; }

    /// <summary>What a button for all that match says, without dots.</summary>
    public string LabelForAll { get => field ?? $"{Kind.Title} all"; init; }

    /// <summary>What stands before the name of the instance. Default: its title.</summary>
    public string Heading { get => field ?? Kind.Title; init; }

    /// <summary>It cannot be taken back.</summary>
    public bool IsFinal { get; init; }

    /// <summary>What most people come for, where it is possible.</summary>
    public bool IsUsual { get; init; }

    public bool NeedsReason { get; init; }

    /// <summary>It works on what is stuck.</summary>
    public bool WorksOnStuck { get; init; }

    /// <summary>Whoever decides for it has the node in mind where the instance stands.</summary>
    public bool IsAboutPlace { get; init; }

    /// <summary>What it takes is chosen and previewed on its page, not written into plain fields.</summary>
    public bool HasChoices { get; init; }

    /// <summary>What stands over the field of a parameter, by its name. Default: its description.</summary>
    public IReadOnlyDictionary<string, string> FieldLabels { get; init; } = new Dictionary<string, string>();
}
