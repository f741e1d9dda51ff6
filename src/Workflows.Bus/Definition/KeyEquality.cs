using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using MassTransit;

namespace Workflows.Definition;

/// <summary>
/// Whether equal values of a type have one text. What the compiler writes compares all members; what an author writes may pass over case, blanks or a member,
/// and then an event is for an instance whose key has another text.
/// </summary>
internal static class KeyEquality
{
    /// <summary>Whether somebody wrote how values are compared, of the type or of one that it derives from.</summary>
    public static bool IsByHand(Type type)
    {
        for (var at = type; at is not null && at != typeof(object) && at != typeof(ValueType); at = at.BaseType)
        {
            var comparison = typeof(IEquatable<>).MakeGenericType(at);
            if (comparison.IsAssignableFrom(at) && !at.GetInterfaceMap(comparison).TargetMethods[0].IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
                return true;
        }

        return false;
    }

    /// <summary>Nobody compares these but by what they are.</summary>
    public static bool IsExact(Type type) =>
        type.IsEnum || type == typeof(Guid) || type == typeof(NewId) || type == typeof(bool)
        || type.GetInterfaces().Any(known => known.IsGenericType && known.GetGenericTypeDefinition() == typeof(IBinaryInteger<>));

    /// <summary>Whether a value type around a text takes two for equal that are written differently, as far as can be seen by trying.</summary>
    public static bool PassesOverCase(Type type, Func<object, string?> write)
    {
        if (!type.IsValueType || KeyMembers.Of(type).Take(2).ToArray() is not [{ } field] || field.FieldType != typeof(string) || !IsByHand(type))
            return false;

        try
        {
            var (lower, upper) = (Holding(type, field, "a"), Holding(type, field, "A"));
            return lower.Equals(upper) && write(lower) != write(upper);
        }
        catch (Exception)
        {
            // It takes neither.
            return false;
        }
    }

    private static object Holding(Type type, FieldInfo field, string text)
    {
        var value = RuntimeHelpers.GetUninitializedObject(type);
        field.SetValue(value, text);
        return value;
    }
}
