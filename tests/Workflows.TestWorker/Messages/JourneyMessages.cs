namespace Workflows.TestWorker.Messages;

/// <summary>Starts a journey.</summary>
public sealed record JourneyBegan(Guid JourneyId);

/// <summary>An event that comes long before it is waited for.</summary>
public sealed record LetterArrived(Guid JourneyId, string Text);

/// <summary>An event that comes when it is waited for.</summary>
public sealed record TrainArrived(Guid JourneyId, int Number);

/// <summary>Published by a step.</summary>
public sealed record BagPacked(Guid JourneyId);

/// <summary>Published by a step behind a decision.</summary>
public sealed record TrainBoarded(Guid JourneyId, int Number);
