using NpgsqlTypes;
using Workflows.Instances;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>Subscriptions to add, or to delete.</summary>
internal sealed class ChangedSubscriptions : RowSet
{
    private readonly Column<string> _workflow;
    private readonly Column<string> _wait;
    private readonly Column<string> _key;
    private readonly Column<Guid> _instanceId;
    private readonly Column<string> _eventType;

    public ChangedSubscriptions()
    {
        _workflow = Add<string>("workflow", NpgsqlDbType.Text);
        _wait = Add<string>("wait", NpgsqlDbType.Text);
        _key = Add<string>("key", NpgsqlDbType.Text);
        _instanceId = Add<Guid>("instance_id", NpgsqlDbType.Uuid);
        _eventType = Add<string>("event_type", NpgsqlDbType.Text);
    }

    public void Add(WorkflowInstance instance, Subscription subscription)
    {
        _workflow.Add(instance.Workflow);
        _wait.Add(subscription.Wait);
        _key.Add(subscription.Key);
        _instanceId.Add(instance.Id);
        _eventType.Add(subscription.EventType);
        NoteRow();
    }
}
