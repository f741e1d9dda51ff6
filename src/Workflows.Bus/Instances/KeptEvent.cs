using System.Collections.Immutable;

namespace Workflows.Instances;

/// <summary>An event that came before its wait was reached.</summary>
/// <param name="Id">Its message id.</param>
/// <param name="EventType">Full name of the message type.</param>
/// <param name="Body">The event as JSON text.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Waits">The waits that it is for.</param>
internal sealed record KeptEvent(Guid Id, string EventType, string Body, DateTimeOffset ReceivedAt, ImmutableArray<string> Waits);
