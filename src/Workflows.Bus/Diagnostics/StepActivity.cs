using System.Diagnostics;
using Workflows.Contracts;

namespace Workflows.Diagnostics;

/// <summary>The span of an attempt. What the code of the step does stands below it; what started the instance, perhaps days ago in another trace, is linked.</summary>
internal static class StepActivity
{
    private static readonly ActivitySource _source = new(WorkflowDiagnostics.ActivitySourceName);

    /// <summary>Listeners are not ours: one that throws must not keep the attempt from being run and recorded.</summary>
    /// <returns>Null: nobody listens.</returns>
    public static Activity? Start(ExecuteStep message)
    {
        try
        {
            return _source.HasListeners() ? Begin(message) : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    public static void Succeeded(Activity? activity, StepOutcome outcome)
    {
        if (activity is null)
            return;

        activity.SetTag(TagNames.Outcome, outcome.ToString());
        activity.SetStatus(ActivityStatusCode.Ok);
    }

    /// <param name="activity">The span; null: nobody listens.</param>
    /// <param name="exception">What the step threw, for listeners.</param>
    /// <param name="error">What is recorded of it.</param>
    public static void Failed(Activity? activity, Exception exception, WorkflowError error)
    {
        if (activity is null)
            return;

        activity.SetTag(TagNames.Outcome, nameof(StepOutcome.Failed));
        activity.SetTag(TagNames.ErrorType, error.Type);
        activity.SetStatus(ActivityStatusCode.Error, error.Message);
        try
        {
            activity.AddException(exception);
        }
        catch (Exception)
        {
            // It reads the exception without care, and so may listeners.
            activity.AddEvent(new ActivityEvent("exception", tags: new ActivityTagsCollection
            {
                ["exception.type"] = error.Type,
                ["exception.message"] = error.Message,
                ["exception.stacktrace"] = error.StackTrace,
            }));
        }
    }

    public static void Stop(Activity? activity)
    {
        try
        {
            activity?.Dispose();
        }
        catch (Exception)
        {
            // A listener failed: the attempt is what it is.
        }
    }

    private static Activity? Begin(ExecuteStep message)
    {
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
}
