using System.Linq.Expressions;
using Workflows.Contracts;
using Workflows.Persistence.Json;
using Workflows.Persistence.Model;

namespace Workflows.Persistence.Postgres.Queries;

/// <summary>Reads a row of the journal as an entry.</summary>
internal static class EntryLine
{
    public static readonly Expression<Func<JournalRow, WorkflowJournalEntry>> Read = row => new WorkflowJournalEntry
    {
        Sequence = row.Sequence,
        At = row.At,
        Kind = row.Kind,
        Node = row.Node,
        Token = row.Token,
        Attempt = row.Attempt,
        Actor = row.Actor,
        Reason = row.Reason,
        Detail = row.Detail,
        Error = StoredJson.ToError(row.Error),
        Patch = row.Patch,
    };
}
