namespace Workflows.Contracts;

/// <summary>An error as it is kept: text only, cut to a readable length.</summary>
public sealed record WorkflowError
{
    /// <summary>Full name of the exception type.</summary>
    public required string Type { get; init; }

    /// <summary>Its message.</summary>
    public required string Message { get; init; }

    /// <summary>Its stack trace with those of inner exceptions.</summary>
    public string? StackTrace { get; init; }

    /// <summary>Full names of the types it derives from, nearest first, for policies by exception type.</summary>
    public IReadOnlyList<string> BaseTypes { get; init; } = [];
}
