using MassTransit;

namespace Workflows.Definition;

/// <summary>
/// The name under which a message type is stored and compared: its URN on the bus, which heeds <see cref="MessageUrnAttribute"/> and holds neither assembly
/// nor version. Rows of earlier releases have the full name of the class instead, for a closed generic with the versions of assemblies in it.
/// </summary>
internal static class MessageName
{
    private const string Scheme = "urn:";

    public static string Of(Type type) => MessageUrn.ForTypeString(type);

    /// <returns>Null: it is no type of a message.</returns>
    public static string? TryOf(Type type)
    {
        try
        {
            return Of(type);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether a stored name means the type.</summary>
    public static bool Means(string stored, Type type)
    {
        var name = Of(type);
        if (stored == name)
            return true;

        return !IsUrn(stored) && FormerMessageName.ToUrn(stored) is { } former && (former == name || former == FormerMessageName.ToUrn(type.FullName!));
    }

    /// <summary>Whether a stored name means the type with that URN, which may not be known here.</summary>
    public static bool Means(string stored, string urn) => string.Equals(IsUrn(stored) ? stored : FormerMessageName.ToUrn(stored), urn, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the name is exact, as all names are that are written now. One that is not may be of a class that was called otherwise.</summary>
    public static bool IsUrn(string stored) => stored.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>The last part of a name of either kind, without namespace, outer class and type arguments.</summary>
    public static ReadOnlySpan<char> ShortOf(string stored)
    {
        var end = stored.AsSpan().IndexOfAny('`', '[');
        var head = end < 0 ? stored.AsSpan() : stored.AsSpan(0, end);
        return head[(head.LastIndexOfAny('.', ':', '+') + 1)..];
    }
}
