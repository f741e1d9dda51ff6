using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>Makes the stored form of an error: text only, without null characters, cut to a readable length.</summary>
internal static class ErrorText
{
    private const int MaxType = 500;
    private const int MaxMessage = 4_000;
    private const int MaxStackTrace = 16_000;

    public static WorkflowError Of(Exception exception) => new()
    {
        Type = Cut(exception.GetType().ToString(), MaxType),
        Message = Cut(ExceptionText.MessageOf(exception), MaxMessage),
        StackTrace = Cut(ExceptionText.DetailsOf(exception), MaxStackTrace),
        BaseTypes = BaseTypes(exception.GetType()),
    };

    public static WorkflowError Of(string type, string message) => new() { Type = type, Message = Cut(message, MaxMessage) };

    /// <summary>An error from another process, which may hold anything.</summary>
    public static WorkflowError Clean(WorkflowError? error) => error is null
        ? Of("Workflows.UnknownError", "The step failed, but its worker did not say why.")
        : error with
        {
            Type = Cut(error.Type ?? "Workflows.UnknownError", MaxType),
            Message = Cut(error.Message ?? "", MaxMessage),
            StackTrace = error.StackTrace is null ? null : Cut(error.StackTrace, MaxStackTrace),
            BaseTypes = error.BaseTypes ?? [],
        };

    /// <summary>Text of any origin in a form that every store can hold.</summary>
    public static string Clean(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            text = text.Replace('\0', '\uFFFD');

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
                return ReplaceLoneSurrogates(text);
        }

        return text;
    }

    /// <summary>A reason that a person or a step gave, for the journal.</summary>
    public static string? Short(string? text) => text is null ? null : Cut(text, MaxMessage);

    private static string Cut(string text, int length) =>
        Clean(text.Length <= length ? text : string.Concat(text.AsSpan(0, length), $"… ({text.Length} characters)"));

    private static string ReplaceLoneSurrogates(string text) =>
        System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static List<string> BaseTypes(Type type)
    {
        var names = new List<string>();
        for (var at = type.BaseType; at is not null && at != typeof(object); at = at.BaseType)
            names.Add(at.ToString());

        return names;
    }
}
