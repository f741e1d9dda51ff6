namespace Workflows.Definition;

/// <summary>
/// Keys are compared and stored as text: equal keys have one text on every machine, in every culture and time zone, and different keys of a type have
/// different ones. Which types can be keys is found out when a definition is read.
/// </summary>
internal static class KeyText
{
    public const int MaxLength = 200;

    /// <summary>
    /// The text of a key; null where there is none: for null, an empty or blank text, an empty Guid, and whatever has one of these as a member.
    /// </summary>
    /// <exception cref="InvalidOperationException">The key is of a type that derives from the declared one.</exception>
    public static string? Of<TKey>(TKey? key) => key switch
    {
        null => null,
        string text => string.IsNullOrWhiteSpace(text) ? null : text,
        Guid guid => guid == Guid.Empty ? null : guid.ToString("D"),
        _ => KeyShape.Of(typeof(TKey)).Write(key),
    };

    /// <returns>Why no value of the type can be a key; null: it can.</returns>
    public static string? FaultOf(Type type) => KeyShape.FaultOf(type);
}
