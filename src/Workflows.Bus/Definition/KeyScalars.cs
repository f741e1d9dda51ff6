using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using MassTransit;

namespace Workflows.Definition;

/// <summary>Types whose values have one text.</summary>
internal static class KeyScalars
{
    private const string NoTrailingZeros = "0.#############################";

    private static readonly FrozenDictionary<Type, Func<object, string?>> _known = new Dictionary<Type, Func<object, string?>>
    {
        [typeof(string)] = key => Filled((string)key),
        [typeof(Guid)] = key => (Guid)key is var guid && guid != Guid.Empty ? guid.ToString("D") : null,
        [typeof(NewId)] = key => (NewId)key is var id && id != NewId.Empty ? id.ToGuid().ToString("D") : null,
        [typeof(bool)] = key => (bool)key ? "True" : "False",
        [typeof(char)] = key => key.ToString(),
        [typeof(byte)] = Invariant,
        [typeof(sbyte)] = Invariant,
        [typeof(short)] = Invariant,
        [typeof(ushort)] = Invariant,
        [typeof(int)] = Invariant,
        [typeof(uint)] = Invariant,
        [typeof(long)] = Invariant,
        [typeof(ulong)] = Invariant,
        [typeof(Int128)] = Invariant,
        [typeof(UInt128)] = Invariant,
        [typeof(BigInteger)] = Invariant,
        [typeof(decimal)] = key => (decimal)key == 0 ? "0" : ((decimal)key).ToString(NoTrailingZeros, CultureInfo.InvariantCulture),
        [typeof(double)] = key => (double)key == 0 ? "0" : ((double)key).ToString("R", CultureInfo.InvariantCulture),
        [typeof(float)] = key => (float)key == 0 ? "0" : ((float)key).ToString("R", CultureInfo.InvariantCulture),
        [typeof(Half)] = key => (Half)key == Half.Zero ? "0" : Invariant(key),
        [typeof(NFloat)] = key => (NFloat)key == 0 ? "0" : Invariant(key),
        [typeof(Complex)] = key => Invariant(new Complex(WithoutNegativeZero(((Complex)key).Real), WithoutNegativeZero(((Complex)key).Imaginary))),
        [typeof(DateTimeOffset)] = key => ((DateTimeOffset)key).ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        [typeof(DateTime)] = key => Universal((DateTime)key).ToString("O", CultureInfo.InvariantCulture),
        [typeof(DateOnly)] = key => ((DateOnly)key).ToString("O", CultureInfo.InvariantCulture),
        [typeof(TimeOnly)] = key => ((TimeOnly)key).ToString("O", CultureInfo.InvariantCulture),
        [typeof(TimeSpan)] = key => ((TimeSpan)key).ToString("c", CultureInfo.InvariantCulture),
        [typeof(Uri)] = key => ((Uri)key).IsAbsoluteUri ? Compared((Uri)key) : Filled(((Uri)key).OriginalString),
        [typeof(Version)] = key => key.ToString(),
    }.ToFrozenDictionary();

    /// <returns>Null: the type is none of these.</returns>
    public static Func<object, string?>? Find(Type type)
    {
        if (_known.TryGetValue(type, out var write))
            return write;

        // By number: a member that is renamed is the same one, and two names of one value are.
        if (type.IsEnum)
            return key => ((Enum)key).ToString("D");

        return IsOfOneText(type) ? Invariant : null;
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string? Invariant(object key) => Filled(((IFormattable)key).ToString(null, CultureInfo.InvariantCulture));

    private static double WithoutNegativeZero(double number) => number == 0 ? 0 : number;

    /// <summary>Two that differ only in the fragment or the user info are equal; in a mailto the user info is who it is for.</summary>
    private static string Compared(Uri uri) =>
        uri.GetComponents(uri.Scheme == Uri.UriSchemeMailto ? UriComponents.HttpRequestUrl | UriComponents.UserInfo : UriComponents.HttpRequestUrl, UriFormat.UriEscaped);

    /// <summary>A time without a zone is taken for UTC: so the database and JSON give back what was UTC.</summary>
    private static DateTime Universal(DateTime time) =>
        time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();

    /// <summary>A value of another library that is read from the text it writes, such as an Ulid.</summary>
    private static bool IsOfOneText(Type type) =>
        type is { IsValueType: true, ContainsGenericParameters: false } && typeof(IFormattable).IsAssignableFrom(type)
        && Implements(type, typeof(IEquatable<>)) && Implements(type, typeof(IParsable<>));

    private static bool Implements(Type type, Type definition) =>
        type.GetInterfaces().Any(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == definition && implemented.GetGenericArguments()[0] == type);
}
