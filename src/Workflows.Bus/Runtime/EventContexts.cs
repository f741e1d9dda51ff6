using System.Globalization;
using MassTransit;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;

namespace Workflows.Runtime;

/// <summary>Reads what came with a message.</summary>
internal static class EventContexts
{
    public static EventContext Of(ConsumeContext context, Guid eventId) => new()
    {
        MessageId = eventId,
        ConversationId = context.ConversationId,
        SentAt = context.SentTime is { } sent ? new DateTimeOffset(sent.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(sent, DateTimeKind.Utc) : sent.ToUniversalTime()) : null,
        Headers = HeadersOf(context.Headers),
    };

    private static Dictionary<string, string> HeadersOf(Headers headers)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers.GetAll())
        {
            if (!name.StartsWith(HeaderText.Reserved, StringComparison.OrdinalIgnoreCase) && HeaderText.ProblemOf(name) is null && TextOf(value) is { } text)
                texts[name] = ErrorText.Clean(text);
        }

        return texts;
    }

    /// <summary>Numbers, dates and truth values have one text on every machine.</summary>
    private static string? TextOf(object? value) => value switch
    {
        null => null,
        string text => text,
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
