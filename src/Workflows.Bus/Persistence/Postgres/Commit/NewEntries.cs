using NpgsqlTypes;
using Workflows.Instances;
using Workflows.Persistence.Json;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>Journal entries to add.</summary>
internal sealed class NewEntries : RowSet
{
    private readonly Column<Guid> _instanceId;
    private readonly Column<int> _sequence;
    private readonly Column<DateTime> _at;
    private readonly Column<string> _kind;
    private readonly Column<string?> _node;
    private readonly Column<int?> _token;
    private readonly Column<int?> _attempt;
    private readonly Column<string?> _actor;
    private readonly Column<string?> _reason;
    private readonly Column<string?> _detail;
    private readonly Column<string?> _error;
    private readonly Column<string?> _patch;
    private readonly Column<Guid?> _jobId;
    private readonly Column<Guid?> _eventTaken;
    private readonly Column<string?> _place;

    public NewEntries()
    {
        _instanceId = Add<Guid>("instance_id", NpgsqlDbType.Uuid);
        _sequence = Add<int>("sequence", NpgsqlDbType.Integer);
        _at = Add<DateTime>("at", NpgsqlDbType.TimestampTz);
        _kind = Add<string>("kind", NpgsqlDbType.Text);
        _node = Add<string?>("node", NpgsqlDbType.Text);
        _token = Add<int?>("token", NpgsqlDbType.Integer);
        _attempt = Add<int?>("attempt", NpgsqlDbType.Integer);
        _actor = Add<string?>("actor", NpgsqlDbType.Text, CommitShape.Persons);
        _reason = Add<string?>("reason", NpgsqlDbType.Text, CommitShape.Persons);
        _detail = Add<string?>("detail", NpgsqlDbType.Json);
        _error = Add<string?>("error", NpgsqlDbType.Json, CommitShape.Errors);
        _patch = Add<string?>("patch", NpgsqlDbType.Json, CommitShape.States);
        _jobId = Add<Guid?>("job_id", NpgsqlDbType.Uuid, CommitShape.Persons);
        _eventTaken = Add<Guid?>("event_taken", NpgsqlDbType.Uuid, CommitShape.Waits);
        _place = Add<string?>("place", NpgsqlDbType.Text, CommitShape.Scopes);
    }

    public void Add(Guid instanceId, JournalEntry entry)
    {
        var detail = StoredJson.OfDetail(entry.Detail);
        var error = StoredJson.OfError(entry.Error);
        _instanceId.Add(instanceId);
        _sequence.Add(entry.Sequence);
        _at.Add(entry.At.UtcDateTime);
        _kind.Add(EntryKinds.NameOf(entry.Kind));
        _node.Add(entry.Node);
        _token.Add(entry.Token);
        _attempt.Add(entry.Attempt);
        _actor.Add(entry.Actor);
        _reason.Add(entry.Reason);
        _detail.Add(detail);
        _error.Add(error);
        _patch.Add(entry.Patch);
        _jobId.Add(entry.JobId);
        _eventTaken.Add(entry.EventTaken);
        _place.Add(entry.Place is { Parent.IsRoot: false } place ? place.ToString() : null);
        NoteRow();
    }
}
