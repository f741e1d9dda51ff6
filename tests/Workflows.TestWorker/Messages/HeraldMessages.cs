namespace Workflows.TestWorker.Messages;

/// <summary>Starts an instance that listens for a topic.</summary>
public sealed record ListenerCame(Guid ListenerId, string Topic);

/// <summary>What the listeners of a topic wait for.</summary>
public sealed record NewsProclaimed(string Topic, string Text);

/// <summary>An event for one of many waits of one instance.</summary>
public sealed record TickCounted(Guid ClockId, int Number);

/// <summary>An event whose key is known only when a step has run.</summary>
public sealed record ParcelFound(string Label);
