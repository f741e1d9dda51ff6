using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>The made-up world without what has ended and without what is hostile: that of hosts in tests that say nothing else.</summary>
internal static class QuietWorld
{
    private static readonly FakeWorld _sample = Make();

    /// <summary>Stands on a declined payment.</summary>
    public static Guid Faulted { get; } = _sample.Instances.Values.First(instance => instance is { Status: WorkflowStatus.Faulted, Token.Node: "CapturePayment" }).Id;

    /// <summary>Waits for a user to confirm.</summary>
    public static Guid Waiting { get; } = _sample.Instances.Values.First(instance => instance is { Status: WorkflowStatus.Waiting, EventType: FakeDefinitions.UserConfirmed }).Id;

    public static FakeWorld Make(TimeProvider? time = null) => new(time ?? new ManualTime(), completedCount: 0, withHostile: false);
}
