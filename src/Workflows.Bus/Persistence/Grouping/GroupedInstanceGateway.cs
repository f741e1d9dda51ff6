using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Grouping;

/// <summary>Hands calls of the same moment to the store together. A store that cannot be reached is tried again until the caller gives up.</summary>
internal sealed class GroupedInstanceGateway : IInstanceGateway, IAsyncDisposable, IDisposable
{
    private readonly IWorkflowStore _store;
    private readonly IProcessStore _processes;
    private readonly ISearchStore _journals;
    private readonly OutageRetry _retry;
    private readonly TimeProvider _time;
    private readonly CommitStatistics _statistics;
    private readonly CallGroup<Guid, WorkflowInstance?> _loads;
    private readonly CallGroup<Transition, CommitOutcome> _commits;
    private readonly CallGroup<ParkedQuestion, IReadOnlyList<ParkedEvent>> _questions;

    public GroupedInstanceGateway(IWorkflowStore store, IProcessStore processes, ISearchStore journals, OutageRetry retry, CommitStatistics statistics, TimeProvider time)
    {
        _store = store;
        _processes = processes;
        _journals = journals;
        _retry = retry;
        _time = time;
        _statistics = statistics;
        _loads = new CallGroup<Guid, WorkflowInstance?>((ids, _) => store.LoadAsync(ids, CancellationToken.None), retry).Start(loopCount: 2);
        _commits = new CallGroup<Transition, CommitOutcome>(CommitAsync, retry).Start(loopCount: 2);
        _questions = new CallGroup<ParkedQuestion, IReadOnlyList<ParkedEvent>>((questions, _) => FindParkedAsync(questions), retry).Start(loopCount: 1);
    }

    public async Task<WorkflowInstance?> LoadAsync(Guid id, CancellationToken cancellationToken) => UnreadableRowException.Check(await _loads.CallAsync(id, cancellationToken));

    public Task<CommitOutcome> CommitAsync(Transition transition, CancellationToken cancellationToken) => _commits.CallAsync(transition, cancellationToken);

    public Task<IReadOnlyList<ParkedEvent>> FindParkedAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken) =>
        _questions.CallAsync(new ParkedQuestion(workflow, keys), cancellationToken);

    public Task<IReadOnlyList<Guid>> FindSubscribersAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken) =>
        _retry.InsistAsync(() => _store.FindSubscribersAsync(workflow, keys, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Guid>> FindTakersAsync(string workflow, Guid eventId, CancellationToken cancellationToken) =>
        _retry.InsistAsync(() => _store.FindTakersAsync(workflow, eventId, cancellationToken), cancellationToken);

    public Task<bool> HasOpenAsync(string workflow, int version, CancellationToken cancellationToken) =>
        _retry.InsistAsync(() => _store.HasOpenAsync(workflow, version, cancellationToken), cancellationToken);

    public Task ReleaseParkedAsync(Guid eventId, string workflow, WaitKey key, CancellationToken cancellationToken) =>
        _retry.InsistAsync(() => _store.ReleaseParkedAsync(eventId, workflow, key, cancellationToken), cancellationToken);

    public Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken) =>
        _retry.InsistAsync(() => _store.ParkAsync(parked, cancellationToken), cancellationToken);

    public Task MarkOfferedAsync(Guid eventId, string workflow, CancellationToken cancellationToken) =>
        _retry.InsistAsync(() => _store.MarkOfferedAsync(eventId, workflow, cancellationToken), cancellationToken);

    public Task<Guid?> FindByKeyAsync(string workflow, string key, CancellationToken cancellationToken) =>
        _retry.InsistAsync(() => _store.FindByKeyAsync(workflow, key, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<WorkflowDefinitionView>> GetDefinitionsAsync(CancellationToken cancellationToken) =>
        _retry.InsistAsync(() => _store.GetDefinitionsAsync(cancellationToken), cancellationToken);

    public Task<IReadOnlyList<RunningProcess>> ListProcessesAsync(TimeSpan within, CancellationToken cancellationToken) =>
        _retry.InsistAsync(() => _processes.ListAsync(within, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(Guid instanceId, int lastEntry, CancellationToken cancellationToken) =>
        _retry.InsistAsync(() => StoredJournal.ReadAsync(_journals, instanceId, lastEntry, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<string>> ReadPassedNodesAsync(Guid instanceId, CancellationToken cancellationToken) =>
        _retry.InsistAsync(() => PassedNodes.ReadAsync(_journals, instanceId, cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _loads.DisposeAsync();
        await _commits.DisposeAsync();
        await _questions.DisposeAsync();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Transition> transitions, int attempt)
    {
        var outcomes = await _store.CommitAsync(transitions, CancellationToken.None);
        _statistics.Note(transitions.Count);
        return attempt == 1 ? outcomes : [.. outcomes.Select(outcome => outcome with { IsRepeated = true })];
    }

    private async Task<IReadOnlyList<IReadOnlyList<ParkedEvent>>> FindParkedAsync(IReadOnlyList<ParkedQuestion> questions)
    {
        var found = new Dictionary<string, IReadOnlyList<ParkedEvent>>(StringComparer.Ordinal);
        foreach (var same in questions.GroupBy(question => question.Workflow, StringComparer.Ordinal))
        {
            var keys = same.SelectMany(question => question.Keys).Distinct().ToArray();
            found[same.Key] = await _store.FindParkedAsync(same.Key, keys, _time.GetUtcNow(), CancellationToken.None);
        }

        return [.. questions.Select(question => question.AnswerFrom(found[question.Workflow]))];
    }
}
