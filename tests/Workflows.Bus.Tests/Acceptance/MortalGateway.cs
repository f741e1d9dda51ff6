using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Grouping;

namespace Workflows.Tests.Acceptance;

/// <summary>The gateway of a process that dies at a certain commit: before it is stored, or behind it. From then on nothing it does is stored.</summary>
internal sealed class MortalGateway(DirectInstanceGateway inner, Redelivery redelivery) : IInstanceGateway
{
    private int _commitCount;

    /// <summary>Number of the commit, from 1; 0: it lives.</summary>
    public int DiesAt { get; set; }

    /// <summary>Whether that commit is stored.</summary>
    public bool DiesBehind { get; set; }

    public bool IsDead { get; private set; }

    /// <summary>A commit whose answer is lost on the way: it is stored, and reported as a conflict with itself.</summary>
    public int LosesAnswerOf { get; set; }

    /// <summary>A commit that another process makes a moment before.</summary>
    public int OvertakenAt { get; set; }

    /// <summary>A commit that fails once, in a process that lives on.</summary>
    public int FailsAt { get; set; }

    public int CommitCount => _commitCount;

    public static void Add(IServiceCollection services)
    {
        services.RemoveAll<IInstanceGateway>();
        services.AddSingleton<DirectInstanceGateway>();
        services.AddSingleton<MortalGateway>();
        services.AddSingleton<IInstanceGateway>(provider => provider.GetRequiredService<MortalGateway>());
    }

    public void Die()
    {
        IsDead = true;
        redelivery.IsConnectionLost = true;
    }

    public Task<WorkflowInstance?> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return inner.LoadAsync(id, cancellationToken);
    }

    public async Task<CommitOutcome> CommitAsync(Transition transition, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        var number = Interlocked.Increment(ref _commitCount);
        if (number == DiesAt && !DiesBehind)
            Die();

        ThrowIfDead();
        if (number == FailsAt)
            throw new TimeoutException("The database does not answer.");

        var outcome = await inner.CommitAsync(transition, cancellationToken);
        if (number == DiesAt)
            Die();

        ThrowIfDead();
        if (number == OvertakenAt)
            return CommitOutcome.Conflict;

        return number == LosesAnswerOf ? CommitOutcome.Conflict with { IsRepeated = true } : outcome;
    }

    public Task<IReadOnlyList<ParkedEvent>> FindParkedAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return inner.FindParkedAsync(workflow, keys, cancellationToken);
    }

    public Task<IReadOnlyList<Guid>> FindSubscribersAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return inner.FindSubscribersAsync(workflow, keys, cancellationToken);
    }

    public Task<IReadOnlyList<Guid>> FindTakersAsync(string workflow, Guid eventId, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return inner.FindTakersAsync(workflow, eventId, cancellationToken);
    }

    public Task<bool> HasOpenAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return inner.HasOpenAsync(workflow, version, cancellationToken);
    }

    public Task ReleaseParkedAsync(Guid eventId, string workflow, WaitKey key, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return inner.ReleaseParkedAsync(eventId, workflow, key, cancellationToken);
    }

    public Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return inner.ParkAsync(parked, cancellationToken);
    }

    public Task MarkOfferedAsync(Guid eventId, string workflow, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return inner.MarkOfferedAsync(eventId, workflow, cancellationToken);
    }

    public Task<Guid?> FindByKeyAsync(string workflow, string key, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return inner.FindByKeyAsync(workflow, key, cancellationToken);
    }

    public Task<IReadOnlyList<WorkflowDefinitionView>> GetDefinitionsAsync(CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return inner.GetDefinitionsAsync(cancellationToken);
    }

    public Task<IReadOnlyList<RunningProcess>> ListProcessesAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return inner.ListProcessesAsync(within, cancellationToken);
    }

    public Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(Guid instanceId, int lastEntry, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return inner.ReadJournalAsync(instanceId, lastEntry, cancellationToken);
    }

    public Task<IReadOnlyList<string>> ReadPassedNodesAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        return inner.ReadPassedNodesAsync(instanceId, cancellationToken);
    }

    private void ThrowIfDead()
    {
        if (IsDead)
            throw new InvalidOperationException("This process is dead.");
    }
}
