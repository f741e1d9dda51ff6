namespace Workflows.TestWorker.Definitions;

/// <summary>State of a journey. Each step counts itself, so that one that was recorded twice shows.</summary>
public sealed class JourneyState
{
    public Guid JourneyId { get; set; }

    public int PackCount { get; set; }

    public int DriveCount { get; set; }

    public int LetterCount { get; set; }

    public string? LetterText { get; set; }

    public int TrainNumber { get; set; }

    public int BoardCount { get; set; }

    public int ArriveCount { get; set; }
}
