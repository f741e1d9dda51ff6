namespace Workflows.Compilation;

/// <summary>
/// Types that stand for queues named in definitions: MassTransit registers consumers by type, and the names are known only when the definitions are read.
/// The first queue is <c>NamedQueue&lt;object&gt;</c>, the next <c>NamedQueue&lt;NamedQueue&lt;object&gt;&gt;</c>, and so on.
/// </summary>
internal sealed class NamedQueue<TPrevious>
{
    private NamedQueue()
    {
    }
}

internal static class NamedQueues
{
    /// <returns>A type for each name, always the same for the same list.</returns>
    public static IReadOnlyDictionary<string, Type> TypesFor(IEnumerable<string> names)
    {
        var types = new Dictionary<string, Type>(StringComparer.Ordinal);
        var last = typeof(object);
        foreach (var name in names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            types[name] = last = typeof(NamedQueue<>).MakeGenericType(last);

        return types;
    }
}
