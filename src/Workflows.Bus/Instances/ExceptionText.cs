namespace Workflows.Instances;

/// <summary>Reads exceptions of code that is not ours. Their members are user code: they may throw, or give nothing.</summary>
internal static class ExceptionText
{
    public static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message ?? $"an exception of type {exception.GetType()} without a message";
        }
        catch (Exception unreadable)
        {
            return $"an exception of type {exception.GetType()}, whose message cannot be read: it throws a {unreadable.GetType()}";
        }
    }

    /// <summary>Type, message and stack, with the inner exceptions; as much of it as can be read.</summary>
    public static string DetailsOf(Exception exception) =>
        TryRead(exception, static given => given.ToString()) is { Length: > 0 } text
            ? text
            : $"{exception.GetType()}: {MessageOf(exception)}{Environment.NewLine}{TryRead(exception, static given => given.StackTrace)}".TrimEnd();

    /// <summary>For code that reads exceptions without care, as buses and telemetry do: the exception, or one that says of it what can be said.</summary>
    public static Exception Readable(Exception exception) =>
        IsReadable(exception) ? exception : new UnreadableException(MessageOf(exception), exception.GetType(), DetailsOf(exception));

    public static bool IsReadable(Exception exception)
    {
        try
        {
            for (var at = exception; at is not null; at = at.InnerException)
            {
                _ = at.StackTrace + at.Source + at.HelpLink;
                if (at.Message is null || at.ToString() is null || at.Data is null)
                    return false;
            }

            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static string? TryRead(Exception exception, Func<Exception, string?> read)
    {
        try
        {
            return read(exception);
        }
        catch (Exception)
        {
            return null;
        }
    }
}

/// <summary>Stands for an exception whose members throw, where that would end whoever handles it.</summary>
internal sealed class UnreadableException(string message, Type type, string details) : Exception(message)
{
    public override string ToString() => $"{base.ToString()}{Environment.NewLine}Stands for an exception of type {type} that cannot be read: {details}";
}
