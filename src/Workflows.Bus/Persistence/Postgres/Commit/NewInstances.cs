using NpgsqlTypes;
using Workflows.Instances;
using Workflows.Persistence.Json;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>All columns of an instance.</summary>
internal sealed class NewInstances : UpdatedInstances
{
    private readonly Column<string> _workflow;
    private readonly Column<int> _version;
    private readonly Column<string?> _key;
    private readonly Column<string?> _keyFolded;
    private readonly Column<string?> _tags;
    private readonly Column<DateTime> _createdAt;
    private readonly Column<string?> _traceParent;

    public NewInstances()
        : base(state: CommitShape.None)
    {
        _workflow = Add<string>("workflow", NpgsqlDbType.Text);
        _version = Add<int>("version", NpgsqlDbType.Integer);
        _key = Add<string?>("key", NpgsqlDbType.Text);
        _keyFolded = Add<string?>("key_folded", NpgsqlDbType.Text);
        _tags = Add<string?>("tags", NpgsqlDbType.Jsonb);
        _createdAt = Add<DateTime>("created_at", NpgsqlDbType.TimestampTz);
        _traceParent = Add<string?>("trace_parent", NpgsqlDbType.Text);
    }

    public override void Add(Transition transition)
    {
        var instance = transition.Instance;
        var tags = StoredJson.OfTags(instance.Tags);
        Add(transition, instance.State);
        _workflow.Add(instance.Workflow);
        _version.Add(instance.Version);
        _key.Add(instance.Key);
        _keyFolded.Add(FoldedKey.Of(instance.Key));
        _tags.Add(tags);
        _createdAt.Add(instance.CreatedAt.UtcDateTime);
        _traceParent.Add(instance.TraceParent);
    }
}
