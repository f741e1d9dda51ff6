using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Views;

/// <summary>What makes instances that stand open with an error one failure.</summary>
internal static class FailureView
{
    public const int HourCount = 24;

    /// <returns>Null where it does not stand open with an error.</returns>
    public static string? FingerprintOf(WorkflowInstance instance) =>
        instance is { Status: WorkflowStatus.Faulted, Error: { } error }
            ? WorkflowFingerprint.Of(instance.Workflow, InstancePosition.Of(instance).Node, error.Type, error.Message)
            : null;

    /// <returns>When it faulted with this transition; null: it did not, or did so before.</returns>
    public static DateTimeOffset? FaultedAt(Transition transition)
    {
        foreach (var entry in transition.Entries)
        {
            if (entry.Kind == EntryKind.WorkflowFaulted)
                return entry.At;
        }

        return null;
    }

    /// <returns>Which of the last 24 hours it happened in, the current one being the last; null: before them.</returns>
    public static int? HourOf(DateTimeOffset at, DateTimeOffset now)
    {
        var age = Math.Max(0, (long)Math.Floor((now - at) / TimeSpan.FromHours(1)));
        return age < HourCount ? HourCount - 1 - (int)age : null;
    }
}
