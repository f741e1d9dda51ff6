using System.Diagnostics;
using Workflows.Contracts;

namespace Workflows.Diagnostics;

/// <summary>The span of an attempt. What the code of the step does stands below it; what started the instance, perhaps days ago in another trace, is linked.</summary>
internal static class StepActivity
{
    private static readonly ActivitySource _source = new(WorkflowDiagnostics.ActivitySourceName);

    /// <returns>Null: nobody listens.</returns>
    public static Activity? Start(ExecuteStep message)
    {
        if (!_source.HasListeners())
            return null;

        ActivityLink[] links = ActivityContext.TryParse(message.TraceParent, null, isRemote: true, out var started) ? [new ActivityLink(started)] : [];
        KeyValuePair<string, object?>[] tags =
        [
            new(TagNames.Workflow, message.Workflow),
            new(TagNames.Version, message.Version),
            new(TagNames.Instance, message.InstanceId.ToString()),
            new(TagNames.Step, message.Node),
            new(TagNames.Attempt, message.Attempt),
        ];
        return _source.StartActivity(ActivityKind.Internal, tags: tags, links: links, name: $"step {message.Node}");
    }

    public static void Succeeded(Activity? activity, StepOutcome outcome)
    {
        if (activity is null)
            return;

        activity.SetTag(TagNames.Outcome, outcome.ToString());
        activity.SetStatus(ActivityStatusCode.Ok);
    }

    public static void Failed(Activity? activity, Exception exception)
    {
        if (activity is null)
            return;

        activity.SetTag(TagNames.Outcome, nameof(StepOutcome.Failed));
        activity.SetTag(TagNames.ErrorType, exception.GetType().FullName);
        activity.AddException(exception);
        activity.SetStatus(ActivityStatusCode.Error, exception.Message);
    }
}
