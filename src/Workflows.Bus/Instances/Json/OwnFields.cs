using System.Reflection;

namespace Workflows.Instances.Json;

/// <summary>The fields of a class: those behind properties, which the compiler made, and those that the class declares.</summary>
internal static class OwnFields
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private const string Suffix = ">k__BackingField";

    /// <summary>Those of base classes too.</summary>
    public static IEnumerable<FieldInfo> Of(Type type)
    {
        for (var owner = type; owner is not null && owner != typeof(object) && owner != typeof(ValueType); owner = owner.BaseType)
        {
            foreach (var field in owner.GetFields(Declared))
                yield return field;
        }
    }

    /// <returns>The name of the property that the field is behind; null: it is behind none.</returns>
    public static string? PropertyOf(FieldInfo field) =>
        field.Name.StartsWith('<') && field.Name.EndsWith(Suffix, StringComparison.Ordinal) ? field.Name[1..^Suffix.Length] : null;

    /// <returns>The property that the field is behind, or the field itself: whose attributes count.</returns>
    public static MemberInfo MemberOf(FieldInfo field) =>
        PropertyOf(field) is { } name && field.DeclaringType!.GetProperties(Declared).FirstOrDefault(property => property.Name == name) is { } owner ? owner : field;

    /// <summary>Whether the compiler made a field for the property.</summary>
    public static bool IsBehind(PropertyInfo property) => property.DeclaringType!.GetField($"<{property.Name}{Suffix}", Declared) is not null;
}
