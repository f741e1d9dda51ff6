using System.Collections.Immutable;

namespace Workflows.Instances.Json;

/// <summary>What a collection does with what is put into it: sets leave out what they have, sorted ones put it in its place, classes of the application do as they please.</summary>
internal static class CollectionKind
{
    private static readonly Type[] _growing = [typeof(ICollection<>), typeof(IList<>), typeof(ISet<>), typeof(IDictionary<,>), typeof(IImmutableSet<>), typeof(IImmutableDictionary<,>)];

    /// <summary>Whether a member of the type can hold collections of different kinds, and more is put into them through it.</summary>
    public static bool MayDiffer(Type declared) => declared.IsGenericType && _growing.Contains(declared.GetGenericTypeDefinition());

    public static bool AreAlike(object one, object other) => one.GetType() == other.GetType() || KindOf(one) == KindOf(other);

    private static (bool IsSet, bool IsSorted, Type? Class) KindOf(object collection)
    {
        var type = collection.GetType();
        var isOwn = !type.IsArray && !Framework.Owns(type) && !IsReadOnly(collection);
        return (type.GetInterfaces().Any(known => Is(known, typeof(ISet<>))), Comparers.AreOfOrder(type), isOwn ? type : null);
    }

    private static bool IsReadOnly(object collection) =>
        collection.GetType().GetInterfaces().Where(known => Is(known, typeof(ICollection<>)))
            .All(known => known.GetProperty(nameof(ICollection<>.IsReadOnly))!.GetValue(collection) is true);

    private static bool Is(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
