using System.Collections;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;

namespace Workflows.Steps;

/// <summary>Names instance, step and attempt in everything that a step logs.</summary>
internal sealed class StepLogScope(ExecuteStep message) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 4;

    /// <returns>Null: a logger of the application failed, which must not be taken for a failure of the step.</returns>
    public static IDisposable? Begin(ILogger logger, ExecuteStep message)
    {
        try
        {
            return logger.BeginScope(new StepLogScope(message));
        }
        catch (Exception)
        {
            return null;
        }
    }

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("Workflow", message.Workflow),
        1 => new("InstanceId", message.InstanceId),
        2 => new("Step", message.Node),
        3 => new("Attempt", message.Attempt),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{message.Workflow} {message.InstanceId} {message.Node} attempt {message.Attempt}";
}
