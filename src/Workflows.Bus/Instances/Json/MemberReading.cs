using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Instances.Json;

/// <summary>
/// JSON writes every public member and reads only those that it can set. Here it learns to set more: through setters that are not public, and by filling
/// collections and objects that their owner made.
/// </summary>
internal static class MemberReading
{
    public static void Complete(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;

        foreach (var property in type.Properties)
        {
            if (property.Get is null || property.IsExtensionData || property.AssociatedParameter is not null || IsPopulated(type, property))
                continue;

            if (property.Set is { } set && MayBeKept(property))
                property.Set = KeepingCollection(type, property, set);
            else if (property.Set is null)
                property.Set = SetterOf(type, property);
        }
    }

    public static bool IsRead(JsonPropertyInfo property) =>
        property.Set is not null || property.AssociatedParameter is not null || property.IsExtensionData || property.ObjectCreationHandling == JsonObjectCreationHandling.Populate;

    /// <summary>Whether the compiler wrote the getter: then the value stands in a field of its own, and is not computed from other members.</summary>
    public static bool IsStored(JsonPropertyInfo property) => property.AttributeProvider switch
    {
        PropertyInfo { GetMethod: { } getter } => getter.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false),
        FieldInfo => true,
        _ => false,
    };

    private static bool IsPopulated(JsonTypeInfo type, JsonPropertyInfo property) =>
        (property.ObjectCreationHandling ?? type.PreferredPropertyObjectCreationHandling ?? type.Options.PreferredObjectCreationHandling) == JsonObjectCreationHandling.Populate;

    private static Action<object, object?>? SetterOf(JsonTypeInfo type, JsonPropertyInfo property)
    {
        if (property.AttributeProvider is PropertyInfo member && Declared(member).GetSetMethod(nonPublic: true) is { } setter)
            return MayBeKept(property) ? KeepingCollection(type, property, Invoke) : Invoke;

        if (Refilling.IsPossible(property.PropertyType))
            return IsStored(property) || HandsOutItsOwn(type, property) ? Refill : null;

        return IsStored(property) && property.PropertyType is { IsClass: true, IsAbstract: false } && property.PropertyType != typeof(string) ? CopyMembers : null;

        void Invoke(object owner, object? value) => setter.Invoke(owner, [value]);

        void Refill(object owner, object? value)
        {
            if (value is not null && Existing(property.Get!, owner) is { } existing)
                Refilling.TryFill(existing, value);
        }

        void CopyMembers(object owner, object? value)
        {
            if (Existing(property.Get!, owner) is { } existing && type.Options.GetTypeInfo(property.PropertyType) is { Kind: JsonTypeInfoKind.Object } known)
                Refilling.Copy(known, existing, value);
        }
    }

    /// <summary>A derived class does not see private setters of its base.</summary>
    public static PropertyInfo Declared(PropertyInfo member) =>
        member.DeclaringType!.GetProperty(member.Name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly, null, member.PropertyType, Type.EmptyTypes, null) ?? member;

    private static bool MayBeKept(JsonPropertyInfo property) =>
        Comparers.MayHaveOne(property.PropertyType) || (property is { CustomConverter: null, PropertyType.IsSealed: false } && Refilling.IsPossible(property.PropertyType));

    /// <summary>One that has a comparer, or is of another class than JSON makes for the member, takes what was read.</summary>
    private static Action<object, object?> KeepingCollection(JsonTypeInfo type, JsonPropertyInfo property, Action<object, object?> set)
    {
        var get = property.Get!;
        var isConverted = new Lazy<bool>(() => property.CustomConverter is not null || type.Options.GetTypeInfo(property.PropertyType).Kind is not (JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary));
        var isShared = new Lazy<bool>(() => IsShared(type, property));
        return (owner, value) => set(owner, value is not null && Existing(get, owner) is { } existing && IsKept(existing, value) ? Refilling.TryFill(existing, value) ?? value : value);

        bool IsKept(object existing, object value) =>
            Comparers.Of(existing) is not null || (existing.GetType() != value.GetType() && !isConverted.Value && !isShared.Value);
    }

    /// <summary>One collection that all objects begin with must stay as it is.</summary>
    private static bool IsShared(JsonTypeInfo type, JsonPropertyInfo property)
    {
        try
        {
            return type.CreateObject is { } create && property.Get!(create()) is { } one && ReferenceEquals(one, property.Get(create()));
        }
        catch (Exception)
        {
            // The application's code, on an object that nothing was done with yet.
            return false;
        }
    }

    /// <summary>A getter is the application's code and may expect of its owner what is not read yet.</summary>
    private static object? Existing(Func<object, object?> get, object owner)
    {
        try
        {
            return get(owner);
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>A property in front of a private collection gives the same one each time, one that is computed another.</summary>
    private static bool HandsOutItsOwn(JsonTypeInfo type, JsonPropertyInfo property)
    {
        try
        {
            return type.CreateObject?.Invoke() is { } owner && property.Get!(owner) is { } collection && ReferenceEquals(collection, property.Get(owner))
                && Refilling.TryFill(collection, collection) is not null;
        }
        catch (Exception)
        {
            // The application's code, on an object that nothing was done with yet.
            return false;
        }
    }
}
