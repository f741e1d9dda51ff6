using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Json;

namespace Workflows.Persistence.Views;

/// <summary>A journal entry as clients and the dashboard see it.</summary>
internal static class JournalViews
{
    public static WorkflowJournalEntry Of(JournalEntry entry) => new()
    {
        Sequence = entry.Sequence,
        At = entry.At,
        Kind = entry.Kind.ToString(),
        Node = entry.Node,
        Token = entry.Token,
        Attempt = entry.Attempt,
        Actor = entry.Actor,
        Reason = entry.Reason,
        Detail = StoredJson.OfDetail(entry.Detail),
        Error = entry.Error,
        Patch = entry.Patch,
    };
}
