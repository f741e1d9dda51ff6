using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Operations;

/// <summary>Texts that people give with their commands.</summary>
internal static class OperationText
{
    public const int MaxActor = 200;
    public const int MaxReason = 2_000;

    /// <exception cref="WorkflowRefusedException">Too long, or with what is no character.</exception>
    public static string? Checked(string what, string? text, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        if (text.Length > maxLength)
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The {what} may have {maxLength} characters, but it has {text.Length}.");

        return ErrorText.Clean(text) == text
            ? text
            : throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The {what} contains a null character or half of a surrogate pair, which cannot be stored.");
    }
}
