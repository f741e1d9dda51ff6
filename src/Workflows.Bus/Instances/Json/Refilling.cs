using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Instances.Json;

/// <summary>Puts what was read into a collection or object that is there, made by the constructor of its owner: it keeps its comparer, and needs no setter.</summary>
internal static class Refilling
{
    private static readonly ConcurrentDictionary<Type, Func<object, object, object?>?> _ofType = new();

    /// <summary>Whether instances of the type may be filled; whether a certain one can be, shows when it is there.</summary>
    public static bool IsPossible(Type type) => !type.IsValueType && type != typeof(string) && !type.IsArray && Elements(type).Any();

    /// <returns>The filled collection, which for one that never changes is another; null: it cannot be filled.</returns>
    public static object? TryFill(object existing, object values) => _ofType.GetOrAdd(existing.GetType(), Find)?.Invoke(existing, values);

    /// <summary>Takes over the members of an object that was read.</summary>
    public static void Copy(JsonTypeInfo type, object existing, object? read)
    {
        if (read is null || existing.GetType() != read.GetType())
            return;

        foreach (var property in type.Properties)
        {
            if (property is { Get: not null, Set: not null })
                property.Set(existing, property.Get(read));
        }
    }

    private static Func<object, object, object?>? Find(Type type)
    {
        foreach (var element in Elements(type))
        {
            if (Method(type, element) is { } method)
                return method.CreateDelegate<Func<object, object, object?>>();
        }

        return null;
    }

    private static MethodInfo? Method(Type type, Type element)
    {
        if (element.IsGenericType && element.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) && typeof(IImmutableDictionary<,>).MakeGenericType(element.GetGenericArguments()).IsAssignableFrom(type))
            return Generic(nameof(Entries), element.GetGenericArguments());

        if (typeof(IImmutableSet<>).MakeGenericType(element).IsAssignableFrom(type))
            return Generic(nameof(Set), element);

        if (typeof(ICollection<>).MakeGenericType(element).IsAssignableFrom(type))
            return Generic(nameof(Collection), element);

        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Queue<>) ? Generic(nameof(Queue), element)
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Stack<>) ? Generic(nameof(Stack), element)
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConcurrentQueue<>) ? Generic(nameof(Concurrent), element)
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConcurrentStack<>) ? Generic(nameof(ConcurrentReversed), element)
            : null;
    }

    private static IEnumerable<Type> Elements(Type type) =>
        (type.IsInterface ? type.GetInterfaces().Prepend(type) : type.GetInterfaces())
            .Where(known => known.IsGenericType && known.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(known => known.GetGenericArguments()[0]);

    private static MethodInfo Generic(string name, params Type[] arguments) =>
        typeof(Refilling).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(arguments);

    private static object? Collection<T>(object existing, object values)
    {
        var collection = (ICollection<T>)existing;
        if (collection.IsReadOnly)
            return null;

        var read = ((IEnumerable<T>)values).ToArray();
        collection.Clear();
        foreach (var value in read)
            collection.Add(value);

        return collection;
    }

    private static IImmutableSet<T> Set<T>(object existing, object values) => ((IImmutableSet<T>)existing).Clear().Union((IEnumerable<T>)values);

    private static IImmutableDictionary<TKey, TValue> Entries<TKey, TValue>(object existing, object values)
        where TKey : notnull => ((IImmutableDictionary<TKey, TValue>)existing).Clear().AddRange((IEnumerable<KeyValuePair<TKey, TValue>>)values);

    private static Queue<T> Queue<T>(object existing, object values)
    {
        var queue = (Queue<T>)existing;
        queue.Clear();
        foreach (var value in (IEnumerable<T>)values)
            queue.Enqueue(value);

        return queue;
    }

    private static Stack<T> Stack<T>(object existing, object values)
    {
        var stack = (Stack<T>)existing;
        stack.Clear();
        foreach (var value in ((IEnumerable<T>)values).Reverse())
            stack.Push(value);

        return stack;
    }

    private static ConcurrentQueue<T> Concurrent<T>(object existing, object values)
    {
        var queue = (ConcurrentQueue<T>)existing;
        queue.Clear();
        foreach (var value in (IEnumerable<T>)values)
            queue.Enqueue(value);

        return queue;
    }

    private static ConcurrentStack<T> ConcurrentReversed<T>(object existing, object values)
    {
        var stack = (ConcurrentStack<T>)existing;
        stack.Clear();
        stack.PushRange([.. ((IEnumerable<T>)values).Reverse()]);
        return stack;
    }
}
