using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Workflows.Definition;

/// <summary>The members that make two values of a type equal or different: of tuples, records and types with one member.</summary>
internal static class KeyMembers
{
    private const string Remedy = "Take a text, a Guid, a number, an enum, a time, or a record or tuple of these";

    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <returns>Why the type has none; null: it has.</returns>
    public static string? FaultOf(Type type, Type[] within, string path)
    {
        var what = What(type, path);
        if (within.Contains(type))
            return $"{what}, which holds itself. {Remedy}";

        if (typeof(IEnumerable).IsAssignableFrom(type))
            return $"{what}, and two lists with the same content are not equal. {Remedy}";

        if (type == typeof(object) || type.IsAbstract || type.IsInterface)
            return $"{what}, which says nothing about what is in it. {Remedy}";

        if (IsRecord(type) && KeyEquality.IsByHand(type))
            return ByHand(type, what);

        if (IsTuple(type) || IsAnonymous(type) || IsRecord(type))
            return Of(type).Any() ? null : $"{what}, which has no members. {Remedy}";

        if (!type.IsValueType || !HasOwnEquality(type) || Of(type).Take(2).ToArray() is not [{ } only])
            return $"{what}, whose values are not known to be equal by what is in them. {Remedy}";

        return KeyEquality.IsByHand(type) && !KeyEquality.IsExact(only.FieldType) ? ByHand(type, what) : null;
    }

    /// <returns>Why a type that is written as its text cannot be a key; null: it can.</returns>
    public static string? FaultOfText(Type type, string path, Func<object, string?> write) =>
        KeyEquality.PassesOverCase(type, write) ? ByHand(type, What(type, path)) : null;

    /// <summary>Those of base types first.</summary>
    public static IEnumerable<FieldInfo> Of(Type type)
    {
        var inherited = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? Of(parent) : [];
        return inherited.Concat(type.GetFields(Declared).OrderBy(field => field.MetadataToken));
    }

    /// <summary>The member that the field is behind.</summary>
    public static string NameOf(FieldInfo field)
    {
        var name = field.Name;
        if (name.StartsWith('<'))
            return name[1..name.IndexOf('>', StringComparison.Ordinal)];

        return name.StartsWith("m_", StringComparison.Ordinal) ? name[2..] : name;
    }

    private static string What(Type type, string path) => path.Length == 0 ? $"it is {NameOf(type)}" : $"its member {path} is {NameOf(type)}";

    private static string ByHand(Type type, string what)
    {
        var form = Of(type).FirstOrDefault(field => field.FieldType == typeof(string)) is { } text ? $" (such as .{NameOf(text)}.ToUpperInvariant())" : "";
        return $"{what}, whose Equals is written by hand, so that keys which it calls equal could have different texts. Take what is in it, in one form{form}, or leave Equals to the compiler";
    }

    private static bool IsTuple(Type type) => type.IsGenericType && typeof(ITuple).IsAssignableFrom(type) && type.Assembly == typeof(object).Assembly;

    private static bool IsAnonymous(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.Name.Contains("AnonymousType", StringComparison.Ordinal);

    private static bool IsRecord(Type type) =>
        HasOwnEquality(type) && type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;

    private static bool HasOwnEquality(Type type) =>
        type.GetInterfaces().Any(known => known.IsGenericType && known.GetGenericTypeDefinition() == typeof(IEquatable<>) && known.GetGenericArguments()[0] == type);

    private static string NameOf(Type type) =>
        type.IsArray ? $"{NameOf(type.GetElementType()!)}[]"
        : !type.IsGenericType ? type.Name
        : $"{type.Name[..Math.Max(type.Name.IndexOf('`', StringComparison.Ordinal), 1)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
}
