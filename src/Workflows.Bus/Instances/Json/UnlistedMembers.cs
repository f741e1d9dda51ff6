using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Instances.Json;

/// <summary>
/// JSON knows public members alone. Here it learns of properties that hold a value as well and would be lost without a word: internal and private ones,
/// those that implement an interface explicitly, and those that a derived class hides.
/// </summary>
internal static class UnlistedMembers
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static void Add(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.Assembly == typeof(object).Assembly)
            return;

        var known = type.Properties.Select(property => property.AttributeProvider).OfType<PropertyInfo>().Select(Identity).ToHashSet();
        for (var owner = type.Type; owner is not null && owner != typeof(object); owner = owner.BaseType)
        {
            foreach (var member in owner.GetProperties(Own).Where(member => IsLost(member) && known.Add(Identity(member))))
                type.Properties.Add(NewProperty(type, member));
        }
    }

    /// <summary>Whether the compiler wrote it, so that it has a field of its own, and code of the class may set it.</summary>
    private static bool IsLost(PropertyInfo member) =>
        member is { GetMethod: not null, SetMethod: not null }
        && member.GetMethod.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && !member.IsDefined(typeof(JsonIgnoreAttribute), inherit: true)
        && member.GetIndexParameters().Length == 0;

    /// <summary>One that overrides another is the same.</summary>
    private static (Type?, string) Identity(PropertyInfo member) => (member.GetMethod?.GetBaseDefinition().DeclaringType ?? member.DeclaringType, member.Name);

    private static JsonPropertyInfo NewProperty(JsonTypeInfo type, PropertyInfo member)
    {
        var name = type.Options.PropertyNamingPolicy?.ConvertName(member.Name) ?? member.Name;
        if (type.Properties.Any(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)))
            name = $"{member.DeclaringType!.Name}.{name}";

        var property = type.CreateJsonPropertyInfo(member.PropertyType, name);
        property.AttributeProvider = member;
        property.Get = member.GetValue;
        property.Set = member.SetValue;
        return property;
    }
}
