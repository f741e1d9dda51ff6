using System.Text.Json;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Json;

/// <summary>What is shown in place of stored JSON that cannot be read: one bad value takes no page away.</summary>
internal static class Unreadable
{
    /// <summary>Stands as the type of the error.</summary>
    public const string ErrorType = "Workflows.UnreadableRow";

    /// <returns>A sentence for people.</returns>
    public static string Because(Exception exception) =>
        exception is JsonException ? $"{ExceptionText.MessageOf(exception).TrimEnd('.')}." : $"What is stored has not the form that is expected ({exception.GetType().Name}).";

    public static WorkflowError ErrorOf(string sentence) => new() { Type = ErrorType, Message = sentence };

    /// <summary>Reads a value for a list.</summary>
    /// <param name="text">What is stored.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="fallback">What is shown where that fails.</param>
    public static T Or<T>(string? text, Func<string?, T> read, Func<Exception, T> fallback)
    {
        try
        {
            return read(text);
        }
        catch (Exception exception)
        {
            return fallback(exception);
        }
    }
}
