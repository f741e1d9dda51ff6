using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>
/// Sees to events of types that are not known here. MassTransit would put them aside as skipped, though another process that takes messages from the same queue
/// has instances which wait for them: they go back to the queue, and after a number of times into the store.
/// </summary>
internal sealed class UnknownEvents(UnknownTypes types, EventKeeper keeper, TimeProvider time, ILogger<UnknownEvents> logger)
{
    /// <summary>A line for each event would bury it.</summary>
    private static readonly TimeSpan _silence = TimeSpan.FromMinutes(1);

    /// <summary>A release binds its queues before it can say which events its versions take.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<(string Endpoint, string Type), DateTimeOffset> _said = new();
    private readonly ConcurrentDictionary<(string Endpoint, string Type), DateTimeOffset> _untakenSince = new();

    /// <summary>An event that nobody takes is held for a moment, in which a release that takes it may say so; of a flood of them only those that come in that moment.</summary>
    /// <param name="strange">The event.</param>
    /// <param name="passOn">Gives it back to the queue for the sake of versions. False: it went from one to the other often enough.</param>
    /// <param name="cancellationToken">Gives up; the delivery comes again.</param>
    /// <returns>The versions that it was passed on or kept for.</returns>
    public async Task<IReadOnlyCollection<int>> HandOnAsync(StrangeEvent strange, Func<IReadOnlyCollection<int>, Task<bool>> passOn, CancellationToken cancellationToken)
    {
        var versions = await TryHandOnAsync(strange, passOn, cancellationToken);
        while (versions.Count == 0 && strange.IsUntaken && MayBeTakenSoon(strange))
        {
            await Task.Delay(_pause, time, cancellationToken);
            versions = await TryHandOnAsync(strange, passOn, cancellationToken);
        }

        if (versions.Count == 0 && strange.IsUntaken && IsNew(strange.Endpoint, strange.UnknownTypes[0]))
            EventLog.EventUntaken(logger, strange.UnknownTypes[0], strange.Endpoint, strange.Workflow);

        return versions;
    }

    /// <inheritdoc cref="HandOnAsync"/>
    public async Task<IReadOnlyCollection<int>> TryHandOnAsync(StrangeEvent strange, Func<IReadOnlyCollection<int>, Task<bool>> passOn, CancellationToken cancellationToken)
    {
        var takers = await types.TakersOfAsync(strange, cancellationToken);
        int[] versions = [.. takers.Keys];
        if (versions.Length == 0)
            return versions;

        var type = takers[versions[^1]];
        if (!await passOn(versions))
            await keeper.KeepMessageAsync(strange, versions, type, cancellationToken);
        else if (IsNew(strange.Endpoint, type))
            EventLog.EventHandedOn(logger, type, strange.EventId, strange.Workflow, string.Join(", ", versions.Select(version => $"v{version}")));

        return versions;
    }

    private bool MayBeTakenSoon(StrangeEvent strange)
    {
        var now = time.GetUtcNow();
        var since = _untakenSince.AddOrUpdate((strange.Endpoint, strange.UnknownTypes[0]), now, (_, known) => now - known < _silence ? known : now);
        return now - since < _patience;
    }

    private bool IsNew(string endpoint, string type)
    {
        var now = time.GetUtcNow();
        if (_said.TryGetValue((endpoint, type), out var last) && now - last < _silence)
            return false;

        _said[(endpoint, type)] = now;
        return true;
    }
}

/// <summary>An event that came to the endpoint of a workflow, with a type that no version there takes which is known here.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="EventId">Id of the message.</param>
/// <param name="UnknownTypes">URNs of its types that are not known here; one or more.</param>
/// <param name="IsUntaken">None of its types is known here.</param>
internal sealed record StrangeEvent(string Workflow, string Endpoint, Guid EventId, IReadOnlyList<string> UnknownTypes, bool IsUntaken)
{
    /// <summary>Versions for whose sake another process passed it on; null: it is for all.</summary>
    public IReadOnlyList<int>? OnlyFor { get; init; }

    /// <summary>When it was kept before; null: it was not.</summary>
    public DateTimeOffset? KeptSince { get; init; }

    /// <summary>All of it, as it is kept.</summary>
    public required Func<RawMessage> Content { get; init; }
}
