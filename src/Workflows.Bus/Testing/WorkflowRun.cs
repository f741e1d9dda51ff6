using Workflows.Contracts;

namespace Workflows.Testing;

/// <summary>An instance under test. It always shows where the instance stands now.</summary>
public sealed class WorkflowRun
{
    private readonly RunSource _source;

    internal WorkflowRun(RunSource source, Guid instanceId)
    {
        _source = source;
        InstanceId = instanceId;
    }

    /// <summary>Id of the instance.</summary>
    public Guid InstanceId { get; }

    /// <summary>Everything there is to see of the instance, beside its journal.</summary>
    /// <exception cref="WorkflowAssertionException">There is no such instance.</exception>
    public WorkflowDetails Details => _source.Find(InstanceId) ?? throw new WorkflowAssertionException($"There is no instance {InstanceId}.");

    /// <summary>Its status.</summary>
    public WorkflowStatus Status => Details.Summary.Status;

    /// <summary>Name of the node it stands at; null once it has ended.</summary>
    public string? CurrentNode => Details.Summary.CurrentNode;

    /// <summary>Its journal, oldest entry first.</summary>
    public IReadOnlyList<WorkflowJournalEntry> Journal => _source.JournalOf(InstanceId);

    /// <summary>Its state, read anew each time: changing the object changes nothing.</summary>
    public TState State<TState>()
        where TState : class => (TState)_source.StateOf(Details, typeof(TState));

    /// <summary>Where it stands, with its journal as text.</summary>
    public override string ToString()
    {
        if (_source.Find(InstanceId) is not { } details)
            return $"There is no instance {InstanceId}.";

        var summary = details.Summary;
        var tokens = string.Join(", ", details.Tokens.Select(token => $"'{token.Node}' ({token.State}{(token.Attempt > 0 ? $", attempt {token.Attempt}" : "")}{(token.DueAt is { } dueAt ? $", due {dueAt:yyyy-MM-dd HH:mm:ss}" : "")})"));
        return $"{summary.Workflow} v{summary.Version} {InstanceId} is {summary.Status}{(tokens.Length > 0 ? $" at {tokens}" : "")}. Its journal:{Environment.NewLine}{JournalText.Of(Journal)}";
    }

    internal RunSource Source => _source;
}
