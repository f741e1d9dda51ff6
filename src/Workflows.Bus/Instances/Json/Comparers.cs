using System.Collections.Concurrent;
using System.Reflection;

namespace Workflows.Instances.Json;

/// <summary>Sets and dictionaries have a comparer, of which JSON knows nothing.</summary>
internal static class Comparers
{
    private static readonly Type[] _bearing = [typeof(ISet<>), typeof(IReadOnlySet<>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)];
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> _properties = new();

    /// <summary>Whether values of the type may have one.</summary>
    public static bool MayHaveOne(Type type) => Interfaces(type).Any(known => known.IsGenericType && _bearing.Contains(known.GetGenericTypeDefinition()));

    /// <summary>Whether they say which of two comes first, so that the collection is sorted.</summary>
    public static bool AreOfOrder(Type collection) => _properties.GetOrAdd(collection, Find)?.PropertyType.GetGenericTypeDefinition() == typeof(IComparer<>);

    /// <returns>The comparer, unless it is the one that a collection has by default.</returns>
    public static object? Of(object collection)
    {
        var property = _properties.GetOrAdd(collection.GetType(), Find);
        var comparer = property?.GetValue(collection);
        return comparer is null || IsDefault(comparer, property!.PropertyType) ? null : comparer;
    }

    /// <summary>Two of one class compare alike as far as can be seen: many have no equality of their own.</summary>
    public static bool AreAlike(object? one, object? other) => Equals(one, other) || one?.GetType() == other?.GetType();

    private static bool IsDefault(object comparer, Type declared)
    {
        var isOfEquality = declared.GetGenericTypeDefinition() == typeof(IEqualityComparer<>);
        if (isOfEquality && ReferenceEquals(comparer, StringComparer.Ordinal))
            return true;

        var general = isOfEquality ? typeof(EqualityComparer<>) : typeof(Comparer<>);
        var byDefault = general.MakeGenericType(declared.GetGenericArguments()).GetProperty(nameof(EqualityComparer<int>.Default))!.GetValue(null);
        return Equals(comparer, byDefault);
    }

    private static PropertyInfo? Find(Type type) =>
        type.GetProperties().FirstOrDefault(property => property.Name is "Comparer" or "KeyComparer" && property.GetIndexParameters().Length == 0
            && property.PropertyType.IsGenericType
            && (property.PropertyType.GetGenericTypeDefinition() == typeof(IEqualityComparer<>) || property.PropertyType.GetGenericTypeDefinition() == typeof(IComparer<>)));

    private static IEnumerable<Type> Interfaces(Type type) => type.IsInterface ? type.GetInterfaces().Prepend(type) : type.GetInterfaces();
}
