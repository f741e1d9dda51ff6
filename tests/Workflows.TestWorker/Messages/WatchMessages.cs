namespace Workflows.TestWorker.Messages;

/// <summary>Starts a watch; of a class that only the new release knows.</summary>
public sealed record WatchCalled(string Tower);

/// <summary>What the watches of the first release wait for.</summary>
public record WatchEnded(string Tower);

/// <summary>The same for the first release, and another event for the second, which alone knows the class.</summary>
public sealed record WatchRelieved(string Tower) : WatchEnded(Tower);

/// <summary>Another event of the second release.</summary>
public sealed record WatchPraised(string Tower);
