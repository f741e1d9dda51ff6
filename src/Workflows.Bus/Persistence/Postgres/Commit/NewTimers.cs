using NpgsqlTypes;
using Workflows.Instances;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>Timers to set.</summary>
internal sealed class NewTimers : RowSet
{
    private readonly Column<Guid> _instanceId;
    private readonly Column<Guid> _timerId;
    private readonly Column<DateTime> _dueAt;
    private readonly Column<string> _workflow;
    private readonly Column<int> _version;
    private readonly Column<short> _purpose;
    private readonly Column<string?> _place;
    private readonly Column<int?> _token;

    public NewTimers()
    {
        _instanceId = Add<Guid>("instance_id", NpgsqlDbType.Uuid);
        _timerId = Add<Guid>("timer_id", NpgsqlDbType.Uuid);
        _dueAt = Add<DateTime>("due_at", NpgsqlDbType.TimestampTz);
        _workflow = Add<string>("workflow", NpgsqlDbType.Text);
        _version = Add<int>("version", NpgsqlDbType.Integer);
        _purpose = Add<short>("purpose", NpgsqlDbType.Smallint);
        _place = Add<string?>("place", NpgsqlDbType.Text);
        _token = Add<int?>("token", NpgsqlDbType.Integer);
    }

    public void Add(WorkflowInstance instance, InstanceTimer timer)
    {
        _instanceId.Add(instance.Id);
        _timerId.Add(timer.Id);
        _dueAt.Add(timer.DueAt.UtcDateTime);
        _workflow.Add(instance.Workflow);
        _version.Add(instance.Version);
        _purpose.Add((short)timer.Purpose);
        _place.Add(timer.Place?.ToString());
        _token.Add(timer.Token);
        NoteRow();
    }
}
