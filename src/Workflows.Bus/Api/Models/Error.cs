using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>An error of an attempt or an instance.</summary>
[Description("An error as it is kept: text, cut to a readable length.")]
internal sealed record Error
{
    private Error(WorkflowError error)
    {
        Type = error.Type;
        Message = error.Message;
        StackTrace = error.StackTrace;
        BaseTypes = error.BaseTypes;
    }

    [Description("Full name of the exception type.")]
    public string Type { get; }

    [Description("Its message.")]
    public string Message { get; }

    [Description("Its stack trace with those of inner exceptions.")]
    public string? StackTrace { get; }

    [Description("Full names of the types it derives from, nearest first.")]
    public IReadOnlyList<string> BaseTypes { get; }

    public static Error? Of(WorkflowError? error) => error is null ? null : new Error(error);
}
