using Workflows.Contracts;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Instance;

/// <summary>Says of an instance that nothing can move it, before why it is where it is.</summary>
internal static class DefinitionGap
{
    private const int MaxText = 600;

    /// <param name="cause">Why it is where it is, beside that.</param>
    /// <param name="details">The instance.</param>
    public static Cause? In(Cause? cause, WorkflowDetails details)
    {
        if (details.Blocker is not { } blocker)
            return cause;

        var fact = Shown.Line(blocker, MaxText);
        return cause is null
            ? new Cause { Tone = CauseTone.Late, Title = "Nothing can move it", Facts = [fact] }
            : cause with { Tone = cause.Tone == CauseTone.Waiting ? CauseTone.Late : cause.Tone, Facts = [fact, .. cause.Facts] };
    }
}
