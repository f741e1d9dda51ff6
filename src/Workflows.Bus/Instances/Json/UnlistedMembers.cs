using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Instances.Json;

/// <summary>
/// JSON knows public members alone. Here it learns of properties that hold a value as well and would be lost without a word: internal and private ones,
/// those that implement an interface explicitly, those that a derived class hides, and those of which only the setter is public.
/// </summary>
internal static class UnlistedMembers
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static void Add(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || Framework.Owns(type.Type))
            return;

        foreach (var property in type.Properties)
        {
            if (property is { Get: null, Set: not null, AttributeProvider: PropertyInfo member } && IsLost(member))
                property.Get = member.GetValue;
        }

        var known = type.Properties.Select(property => property.AttributeProvider).OfType<PropertyInfo>().Select(Identity).ToHashSet();
        for (var owner = type.Type; owner is not null && owner != typeof(object); owner = owner.BaseType)
        {
            foreach (var member in owner.GetProperties(Own).Where(member => IsLost(member) && known.Add(Identity(member))))
                type.Properties.Add(NewProperty(type, member));
        }
    }

    /// <summary>Whether it has a value of its own: in a field that the compiler made, or, where code of the class may set it, in one that the class declares.</summary>
    private static bool IsLost(PropertyInfo member) =>
        member.GetMethod is { IsAbstract: false } getter
        && (member.SetMethod is null
            ? OwnFields.IsBehind(member) && getter.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            : OwnFields.IsBehind(member) || HasHiddenField(member.DeclaringType!))
        && !member.IsDefined(typeof(JsonIgnoreAttribute), inherit: true)
        && member.GetIndexParameters().Length == 0;

    private static bool HasHiddenField(Type owner) =>
        owner.GetFields(Own).Any(field => !field.IsPublic && OwnFields.PropertyOf(field) is null && !field.IsDefined(typeof(JsonIncludeAttribute)) && !field.IsDefined(typeof(JsonIgnoreAttribute)));

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
        property.Set = member.SetMethod is null ? null : member.SetValue;
        return property;
    }
}
