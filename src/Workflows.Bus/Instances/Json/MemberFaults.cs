using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Instances.Json;

/// <summary>Members of a class that JSON would write and not read back, or not write at all.</summary>
internal static class MemberFaults
{
    /// <returns>What is wrong, each with the path of the member.</returns>
    public static IEnumerable<string> Of(JsonTypeInfo type, string path)
    {
        foreach (var field in UnknownFields(type))
            yield return $"{path}.{field.Name} is a field, which JSON passes over with these options. Make it a property, mark it with [JsonInclude], or with [JsonIgnore] if it need not be kept";

        var written = type.Properties.Where(property => property.Get is not null).ToArray();
        var lost = written.Where(property => IsGetOnly(property) && !CanBeFilled(type, property) && !IsMadeAgain(type, property)).ToArray();
        foreach (var property in lost)
            yield return HasHiddenSetter(property)
                ? $"{path}.{NameOf(property)} has a setter that is not public and is not read back. Make it public, mark the member with [JsonInclude], or with [JsonIgnore] if it need not be kept"
                : $"{path}.{NameOf(property)} has no setter and is not read back. Give it a setter or a parameter of the constructor, or mark it with [JsonIgnore] if it need not be kept";

        if (lost.Length > 0)
            yield break;

        if (!written.Any(MemberReading.IsRead) && HoldsSomething(type))
            yield return $"{path} is of type {type.Type}, of which JSON can read nothing back. Use another type, or give it a JsonConverter";
        else if (Framework.Owns(type.Type) && HoldsMore(type, written))
            yield return $"{path} is of type {type.Type}, of which JSON cannot read everything back. Use another type, or give it a JsonConverter";
    }

    /// <summary>As it stands in the class: the options may write it otherwise.</summary>
    public static string NameOf(JsonPropertyInfo property) => (property.AttributeProvider as MemberInfo)?.Name ?? property.Name;

    /// <summary>Has a value of its own that nothing but the constructor can set.</summary>
    private static bool IsGetOnly(JsonPropertyInfo property) => property is { AssociatedParameter: null, IsExtensionData: false } && MemberReading.IsStored(property) && property.AttributeProvider switch
    {
        PropertyInfo => !HasHiddenSetter(property) || !MemberReading.IsRead(property),
        FieldInfo field => field.IsInitOnly,
        _ => false,
    };

    /// <summary>The options of states use it, those of messages do not.</summary>
    private static bool HasHiddenSetter(JsonPropertyInfo property) => property.AttributeProvider is PropertyInfo member && MemberReading.Declared(member).GetSetMethod(nonPublic: true) is not null;

    /// <summary>Whether the constructor puts something there that takes what is read. Only a constructor without parameters can be tried.</summary>
    private static bool CanBeFilled(JsonTypeInfo type, JsonPropertyInfo property)
    {
        if (!MemberReading.IsRead(property))
            return false;

        try
        {
            return type.CreateObject is not { } create
                || (property.Get!(create()) is { } existing && (Refilling.IsPossible(property.PropertyType)
                    ? Refilling.TryFill(existing, existing) is not null
                    : type.Options.GetTypeInfo(property.PropertyType).Kind == JsonTypeInfoKind.Object));
        }
        catch (Exception)
        {
            // The application's code. What comes of it shows when a state is stored.
            return true;
        }
    }

    /// <summary>Whether the constructor alone gives it the one value that it ever has.</summary>
    private static bool IsMadeAgain(JsonTypeInfo type, JsonPropertyInfo property)
    {
        try
        {
            if (type.CreateObject is not { } create)
                return true;

            var value = property.Get!(create());
            return value is not null && Equals(value, property.Get(create())) && !Equals(value, DefaultOf(property.PropertyType));
        }
        catch (Exception)
        {
            return true;
        }
    }

    private static bool HoldsSomething(JsonTypeInfo type)
    {
        var constant = type.Properties.Where(MemberReading.IsStored).Select(property => (property.AttributeProvider as MemberInfo)!.Name).ToArray();
        return OwnFields.Of(type.Type).Any(field => !constant.Contains(OwnFields.PropertyOf(field)) && !OwnFields.MemberOf(field).IsDefined(typeof(JsonIgnoreAttribute)));
    }

    /// <summary>Whether a class of .NET has fields that nothing which is read can fill: what is behind its members is not known, but what they are of.</summary>
    private static bool HoldsMore(JsonTypeInfo type, JsonPropertyInfo[] written)
    {
        if (written.All(MemberReading.IsRead))
            return false;

        var filled = written.Where(MemberReading.IsRead).CountBy(property => property.PropertyType).ToDictionary();
        return OwnFields.Of(type.Type).CountBy(field => field.FieldType).Any(fields => filled.GetValueOrDefault(fields.Key) < fields.Value);
    }

    private static IEnumerable<FieldInfo> UnknownFields(JsonTypeInfo type) =>
        type.Type.GetFields(BindingFlags.Instance | BindingFlags.Public)
            .Where(field => field.GetCustomAttribute<JsonIgnoreAttribute>() is null
                && !type.Properties.Any(property => property.AttributeProvider is FieldInfo known && known.Name == field.Name));

    private static object? DefaultOf(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;
}
