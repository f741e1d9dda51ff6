using NpgsqlTypes;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>Timers to delete.</summary>
internal sealed class CanceledTimers : RowSet
{
    private readonly Column<Guid> _instanceId;
    private readonly Column<Guid> _timerId;

    public CanceledTimers()
    {
        _instanceId = Add<Guid>("instance_id", NpgsqlDbType.Uuid);
        _timerId = Add<Guid>("timer_id", NpgsqlDbType.Uuid);
    }

    public void Add(Guid instanceId, Guid timerId)
    {
        _instanceId.Add(instanceId);
        _timerId.Add(timerId);
        NoteRow();
    }
}
