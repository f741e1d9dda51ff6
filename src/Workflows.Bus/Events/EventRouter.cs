using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>
/// Finds the instances of a workflow that an event is for. Every endpoint at which the event comes sees to all versions that its process knows, and passes the
/// event on for those that it does not know: whatever mix of processes runs, none relies on what another one knows. An instance takes an event once.
/// </summary>
internal sealed class EventRouter(IInstanceGateway gateway, WorkflowRegistry registry, UnknownVersions unknown, EventKeeper keeper, KeylessEvents keyless, FormerWaits formerWaits)
{
    private readonly EventKeys _keys = new(registry, keyless, formerWaits);

    /// <param name="delivered">The event, at the endpoint of one version.</param>
    /// <param name="passage">Its way to instances and to other processes.</param>
    /// <param name="cancellationToken">Gives up; the delivery comes again.</param>
    public async Task RouteAsync(DeliveredEvent delivered, IEventPassage passage, CancellationToken cancellationToken)
    {
        // Of versions that share an endpoint each gets the event, and one sees to all of them: passed on by each, copies would double at every hop.
        if (!unknown.IsTurnOf(delivered))
            return;

        var others = await unknown.WaitingForAsync(delivered, cancellationToken);
        var offering = new Offering(passage, cancellationToken);
        await RouteHereAsync(delivered, offering, isShared: others.Count > 0 || registry.VersionsOf(delivered.Workflow).Count > 1, cancellationToken);
        int[] versions = unknown.LeavesPassingOn(delivered) ? [] : [.. offering.UnknownVersions.Union(others).Except(delivered.HandedOnFor).Order()];
        if (versions.Length > 0 && !await passage.TryPassOnAsync(versions))
            await keeper.KeepForVersionsAsync(delivered, versions, cancellationToken);

        offering.ThrowIfFailed();
    }

    /// <summary>Sees to the instances of versions that are known here.</summary>
    public async Task RouteHereAsync(DeliveredEvent delivered, IEventPassage passage, bool isShared, CancellationToken cancellationToken)
    {
        var offering = new Offering(passage, cancellationToken);
        await RouteHereAsync(delivered, offering, isShared, cancellationToken);
        offering.ThrowIfFailed();
    }

    private async Task RouteHereAsync(DeliveredEvent delivered, Offering offering, bool isShared, CancellationToken cancellationToken)
    {
        var keys = _keys.Of(delivered, offering.Fail);
        if (keys.Count == 0)
            return;

        // Who took it does not listen for it any more, but may not have had what follows from it: the process died behind the commit.
        var takers = delivered.IsRedelivered ? await gateway.FindTakersAsync(delivered.Workflow, delivered.EventId, cancellationToken) : [];
        foreach (var taker in takers)
            await offering.AgainToAsync(taker);

        var subscribers = await gateway.FindSubscribersAsync(delivered.Workflow, keys, cancellationToken);
        if (await offering.ToAsync(subscribers.Except(takers)) || takers.Count > 0)
        {
            if (isShared || takers.Count > 0)
                await gateway.MarkOfferedAsync(delivered.EventId, delivered.Workflow, cancellationToken);

            return;
        }

        // The copy of the event at the endpoint of another version may have been there first.
        if (isShared && (await gateway.FindTakersAsync(delivered.Workflow, delivered.EventId, cancellationToken)).Count > 0)
            return;

        // Those that were found have ended or gone on at this moment: another may be about to begin.
        if (await TryKeepAsync(delivered, keys, offering, cancellationToken) is not { } found)
            return;

        if (await offering.ToAsync(found.Except(subscribers)) || (isShared && (await gateway.FindTakersAsync(delivered.Workflow, delivered.EventId, cancellationToken)).Count > 0))
            await gateway.MarkOfferedAsync(delivered.EventId, delivered.Workflow, cancellationToken);
    }

    /// <returns>Who listens for it after all; null: it cannot be kept, and goes to the error queue when those have it that another process knows.</returns>
    private async Task<IReadOnlyList<Guid>?> TryKeepAsync(DeliveredEvent delivered, IReadOnlyList<WaitKey> keys, Offering offering, CancellationToken cancellationToken)
    {
        try
        {
            return await keeper.KeepAsync(delivered, keys, cancellationToken);
        }
        catch (UnstorableException exception)
        {
            offering.Fail(exception);
            return null;
        }
    }

    /// <summary>Hands an event to instances, and collects what comes of it.</summary>
    private sealed class Offering(IEventPassage passage, CancellationToken cancellationToken)
    {
        private readonly ConcurrentDictionary<int, bool> _unknown = new();
        private readonly ConcurrentQueue<Exception> _failures = new();

        public IReadOnlyCollection<int> UnknownVersions => [.. _unknown.Keys];

        /// <returns>Whether it was for one of them.</returns>
        public async Task<bool> ToAsync(IEnumerable<Guid> instances)
        {
            var listening = instances.ToArray();
            if (listening.Length <= 1)
                return listening.Length == 1 && await ToAsync(listening[0]);

            var isMatched = false;
            await Parallel.ForEachAsync(listening, new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken }, async (id, _) =>
            {
                if (await ToAsync(id))
                    isMatched = true;
            });
            return isMatched;
        }

        /// <summary>To one that took it before, and may not have had what follows from it.</summary>
        public async Task AgainToAsync(Guid instance)
        {
            try
            {
                await passage.ResumeAsync(instance);
            }
            catch (Exception exception) when (Poison.Is(exception))
            {
                _failures.Enqueue(exception);
            }
        }

        public void Fail(Exception exception) => _failures.Enqueue(exception);

        /// <summary>
        /// When all others have had the event: the delivery fails, and its message goes to the error queue. Moved back from there, it comes to those that could not take it;
        /// the others know it.
        /// </summary>
        public void ThrowIfFailed()
        {
            if (_failures.TryPeek(out var failure))
                ExceptionDispatchInfo.Throw(failure);
        }

        private async Task<bool> ToAsync(Guid instance)
        {
            try
            {
                var offer = await passage.OfferAsync(instance);
                if (offer.UnknownVersion is { } version)
                    _unknown.TryAdd(version, true);

                return offer.IsMatched;
            }
            catch (Exception exception) when (Poison.Is(exception))
            {
                // It is for this instance; one that can take nothing now keeps nobody from it.
                _failures.Enqueue(exception);
                return true;
            }
        }
    }

    /// <summary>Transitions that are offered at once are committed together.</summary>
    private const int MaxConcurrency = 256;
}
