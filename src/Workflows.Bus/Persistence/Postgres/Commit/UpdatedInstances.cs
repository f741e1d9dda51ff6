using NpgsqlTypes;
using Workflows.Instances;
using Workflows.Persistence.Json;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>The columns of an instance that a transition may change.</summary>
internal class UpdatedInstances : RowSet
{
    private readonly Column<Guid> _instanceId;
    private readonly Column<long> _revision;
    private readonly Column<short> _status;
    private readonly Column<string?> _currentNode;
    private readonly Column<string?> _waitingFor;
    private readonly Column<DateTime?> _dueAt;
    private readonly Column<int?> _attempt;
    private readonly Column<DateTime?> _nodeSince;
    private readonly Column<string?> _errorType;
    private readonly Column<string?> _errorMessage;
    private readonly Column<DateTime> _updatedAt;
    private readonly Column<DateTime?> _finishedAt;
    private readonly Column<DateTime?> _staleAt;
    private readonly Column<string?> _state;
    private readonly Column<string> _execution;
    private readonly Column<string?> _error;

    public UpdatedInstances()
        : this(CommitShape.States)
    {
    }

    /// <param name="state">When the state is sent.</param>
    protected UpdatedInstances(CommitShape state)
    {
        _instanceId = Add<Guid>("instance_id", NpgsqlDbType.Uuid);
        _revision = Add<long>("revision", NpgsqlDbType.Bigint);
        _status = Add<short>("status", NpgsqlDbType.Smallint);
        _currentNode = Add<string?>("current_node", NpgsqlDbType.Text);
        _waitingFor = Add<string?>("waiting_for", NpgsqlDbType.Text, CommitShape.Waits);
        _dueAt = Add<DateTime?>("due_at", NpgsqlDbType.TimestampTz, CommitShape.Waits);
        _attempt = Add<int?>("attempt", NpgsqlDbType.Integer);
        _nodeSince = Add<DateTime?>("node_since", NpgsqlDbType.TimestampTz);
        _errorType = Add<string?>("error_type", NpgsqlDbType.Text, CommitShape.Errors);
        _errorMessage = Add<string?>("error_message", NpgsqlDbType.Text, CommitShape.Errors);
        _updatedAt = Add<DateTime>("updated_at", NpgsqlDbType.TimestampTz);
        _finishedAt = Add<DateTime?>("finished_at", NpgsqlDbType.TimestampTz);
        _staleAt = Add<DateTime?>("stale_at", NpgsqlDbType.TimestampTz);
        _state = Add<string?>("state", NpgsqlDbType.Json, state);
        _execution = Add<string>("execution", NpgsqlDbType.Json);
        _error = Add<string?>("error", NpgsqlDbType.Json, CommitShape.Errors);
    }

    public virtual void Add(Transition transition) => Add(transition, transition.StateChanged ? transition.Instance.State : null);

    protected void Add(Transition transition, string? state)
    {
        var instance = transition.Instance;

        // Whatever may throw comes first: a row is added to all columns or to none.
        var execution = StoredJson.OfExecution(instance.Execution, instance.Error);
        var error = StoredJson.OfError(instance.Error);
        var position = InstancePosition.Of(instance);

        _instanceId.Add(instance.Id);
        _revision.Add(instance.Revision);
        _status.Add((short)instance.Status);
        _currentNode.Add(position.Node);
        _waitingFor.Add(position.WaitingFor);
        _dueAt.Add(position.DueAt?.UtcDateTime);
        _attempt.Add(position.Attempt);
        _nodeSince.Add(position.Since?.UtcDateTime);
        _errorType.Add(instance.Error?.Type);
        _errorMessage.Add(InstancePosition.Shorten(instance.Error?.Message));
        _updatedAt.Add(instance.UpdatedAt.UtcDateTime);
        _finishedAt.Add(instance.FinishedAt?.UtcDateTime);
        _staleAt.Add(instance.StaleAt?.UtcDateTime);
        _state.Add(state);
        _execution.Add(execution);
        _error.Add(error);
        NoteRow();
    }
}
