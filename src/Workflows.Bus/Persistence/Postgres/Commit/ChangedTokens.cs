using NpgsqlTypes;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>Rows of branches to add or to change.</summary>
internal sealed class ChangedTokens : RowSet
{
    private readonly Column<Guid> _instanceId;
    private readonly Column<int> _token;
    private readonly Column<string> _workflow;
    private readonly Column<int> _version;
    private readonly Column<DateTime> _createdAt;
    private readonly Column<string?> _node;
    private readonly Column<string?> _place;
    private readonly Column<short> _state;
    private readonly Column<short> _status;
    private readonly Column<DateTime> _since;
    private readonly Column<DateTime?> _dueAt;
    private readonly Column<int?> _attempt;
    private readonly Column<string?> _waitingFor;
    private readonly Column<string?> _fingerprint;
    private readonly Column<string?> _errorType;
    private readonly Column<string?> _errorMessage;

    public ChangedTokens()
    {
        _instanceId = Add<Guid>("instance_id", NpgsqlDbType.Uuid);
        _token = Add<int>("token", NpgsqlDbType.Integer);
        _workflow = Add<string>("workflow", NpgsqlDbType.Text);
        _version = Add<int>("version", NpgsqlDbType.Integer);
        _createdAt = Add<DateTime>("created_at", NpgsqlDbType.TimestampTz);
        _node = Add<string?>("node", NpgsqlDbType.Text);
        _place = Add<string?>("place", NpgsqlDbType.Text);
        _state = Add<short>("state", NpgsqlDbType.Smallint);
        _status = Add<short>("status", NpgsqlDbType.Smallint);
        _since = Add<DateTime>("since", NpgsqlDbType.TimestampTz);
        _dueAt = Add<DateTime?>("due_at", NpgsqlDbType.TimestampTz);
        _attempt = Add<int?>("attempt", NpgsqlDbType.Integer);
        _waitingFor = Add<string?>("waiting_for", NpgsqlDbType.Text);
        _fingerprint = Add<string?>("fingerprint", NpgsqlDbType.Text);
        _errorType = Add<string?>("error_type", NpgsqlDbType.Text);
        _errorMessage = Add<string?>("error_message", NpgsqlDbType.Text);
    }

    public void Add(WorkflowInstance instance, OpenPlace open)
    {
        _instanceId.Add(instance.Id);
        _token.Add(open.Token);
        _workflow.Add(instance.Workflow);
        _version.Add(instance.Version);
        _createdAt.Add(instance.CreatedAt.UtcDateTime);
        _node.Add(open.Node);
        _place.Add(open.Place);
        _state.Add((short)open.State);
        _status.Add((short)open.Status);
        _since.Add(open.Since.UtcDateTime);
        _dueAt.Add(open.DueAt?.UtcDateTime);
        _attempt.Add(open.Attempt);
        _waitingFor.Add(open.WaitingFor);
        _fingerprint.Add(open.Fingerprint);
        _errorType.Add(open.ErrorType);
        _errorMessage.Add(open.ErrorMessage);
        NoteRow();
    }
}

/// <summary>Rows of branches to delete.</summary>
internal sealed class ClosedTokens : RowSet
{
    private readonly Column<Guid> _instanceId;
    private readonly Column<int> _token;

    public ClosedTokens()
    {
        _instanceId = Add<Guid>("instance_id", NpgsqlDbType.Uuid);
        _token = Add<int>("token", NpgsqlDbType.Integer);
    }

    public void Add(Guid instanceId, int token)
    {
        _instanceId.Add(instanceId);
        _token.Add(token);
        NoteRow();
    }
}
