using System.Globalization;

namespace Workflows.Definition;

/// <summary>Keys as earlier releases wrote them: running instances listen with them, and hold them.</summary>
internal static class FormerKeyText
{
    /// <summary>Types that are written as ever.</summary>
    private static readonly HashSet<Type> _unchanged =
    [
        typeof(string), typeof(Guid), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(Int128), typeof(UInt128), typeof(bool), typeof(char), typeof(DateTimeOffset), typeof(TimeSpan),
    ];

    /// <returns>How to write a key of the type as before; null: as now.</returns>
    public static Func<TKey, string?>? Of<TKey>() =>
        _unchanged.Contains(Nullable.GetUnderlyingType(typeof(TKey)) ?? typeof(TKey)) ? null : Write;

    private static string? Write<TKey>(TKey key) => key switch
    {
        null => null,
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => key.ToString(),
    };
}
