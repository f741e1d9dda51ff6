using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>A function that a definition applies to an event threw. Others have the event all the same; the delivery fails behind them.</summary>
internal sealed class EventFunctionException : Exception
{
    private EventFunctionException(string expected, Exception exception)
        : base(
            $"{expected}, but it threw {exception.GetType().Name}: {Ended(ExceptionText.MessageOf(exception))} "
            + "Whoever else waits for the event has had it. Mend the function, then let the event come again; who had it knows it.",
            ExceptionText.Readable(exception))
    {
    }

    public static EventFunctionException OfKey(WorkflowIdentity workflow, string wait, string? expression, Type eventType, Exception exception) =>
        new($"{workflow}, '{wait}': expected {expression ?? "CorrelatedBy"} to give the key of {eventType.Name} or null", exception);

    public static EventFunctionException OfStart(WorkflowIdentity workflow, Type eventType, Exception exception) =>
        new($"{workflow}: expected StartedBy<{eventType.Name}> to make the starting state of the event", exception);

    private static string Ended(string sentence) => sentence.EndsWith('.') ? sentence : sentence + ".";
}
