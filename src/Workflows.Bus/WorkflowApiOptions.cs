namespace Workflows;

/// <summary>Settings of the management API.</summary>
public sealed class WorkflowApiOptions
{
    /// <summary>Largest request body, in bytes; a larger one is answered with 413. 1,024 to 104,857,600. Default: 1,048,576 (1 MiB).</summary>
    public int MaxBodyBytes { get; set; } = 1_048_576;

    /// <summary>
    /// How long a request waits for the store, or for the process that runs a workflow, before it is answered with 503 or 504.
    /// 1 second to 10 minutes. Default: 15 seconds.
    /// </summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(15);

    internal IEnumerable<string> Faults()
    {
        if (MaxBodyBytes is < 1_024 or > 104_857_600)
            yield return $"MaxBodyBytes: expected 1,024 to 104,857,600, but it is {MaxBodyBytes}.";

        if (TimeLimit < TimeSpan.FromSeconds(1) || TimeLimit > TimeSpan.FromMinutes(10))
            yield return $"TimeLimit: expected 1 second to 10 minutes, but it is {TimeLimit}.";
    }
}
