namespace Workflows.Events;

/// <summary>The way of one event from the router to instances, or to other processes.</summary>
internal interface IEventPassage
{
    /// <summary>Hands the event to one instance.</summary>
    Task<EventOffer> OfferAsync(Guid instanceId);

    /// <summary>Does again what follows for an instance that took the event before.</summary>
    Task ResumeAsync(Guid instanceId);

    /// <summary>Gives the event to another process that takes messages from the same queue.</summary>
    /// <returns>False: it went from one to the other often enough.</returns>
    Task<bool> TryPassOnAsync(IReadOnlyCollection<int> versions);
}

/// <summary>What an instance made of an event.</summary>
/// <param name="IsMatched">It was for the instance: taken, kept, known or passed over.</param>
/// <param name="UnknownVersion">The version of the instance, where it is not known here; null: it is.</param>
internal readonly record struct EventOffer(bool IsMatched, int? UnknownVersion = null);
