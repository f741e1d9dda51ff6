using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Instances.Json;

/// <summary>Finds a set or dictionary that was read back with another comparer, and a collection that was read back as one of another kind.</summary>
/// <param name="options">What it was read with.</param>
/// <param name="isKept">Whether more is put into the collections after they were read: those of messages stay as they are.</param>
internal sealed class CollectionLoss(JsonSerializerOptions options, bool isKept)
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <returns>The path of the member, and what is wrong; null: there is none.</returns>
    public string? Find(object? before, object? after, Type declared, string path)
    {
        if (before is null or string || after is null || before.GetType().IsPrimitive || !_seen.Add(before))
            return null;

        if (Comparers.MayHaveOne(before.GetType()) && Comparers.MayHaveOne(after.GetType()) && !Comparers.AreAlike(Comparers.Of(before), Comparers.Of(after)))
            return $"{path} has a comparer of its own, of which JSON knows nothing. Let the class create the collection with its comparer, in the initializer of the member: then what is read is put into that one";

        if (isKept && CollectionKind.MayDiffer(declared) && !CollectionKind.AreAlike(before, after))
            return $"{path} is a {NameOf(before)}, and would be a {NameOf(after)} after reading. Declare the member as what it is, or let the class create the collection, in the initializer of the member: then what is read is put into that one";

        var type = before.GetType() == after.GetType() ? before.GetType() : declared;
        if (!options.TryGetTypeInfo(type, out var known))
            return null;

        return known.Kind switch
        {
            JsonTypeInfoKind.Object => InMembers(before, after, known, path),
            JsonTypeInfoKind.Enumerable when before is IEnumerable one && after is IEnumerable other => InElements(one, other, known, path),
            JsonTypeInfoKind.Dictionary when before is IDictionary one && after is IDictionary other => InEntries(one, other, known, path),
            _ => null,
        };
    }

    private static string NameOf(object collection) => collection.GetType().Name.Split('`')[0];

    private string? InMembers(object before, object after, JsonTypeInfo type, string path)
    {
        foreach (var property in type.Properties)
        {
            if (property.Get is { } get && MemberReading.IsRead(property) && Find(get(before), get(after), property.PropertyType, $"{path}.{property.Name}") is { } found)
                return found;
        }

        return null;
    }

    private string? InElements(IEnumerable before, IEnumerable after, JsonTypeInfo type, string path)
    {
        foreach (var (one, other) in before.Cast<object?>().Zip(after.Cast<object?>()))
        {
            if (Find(one, other, type.ElementType ?? typeof(object), $"{path}[]") is { } found)
                return found;
        }

        return null;
    }

    private string? InEntries(IDictionary before, IDictionary after, JsonTypeInfo type, string path)
    {
        foreach (DictionaryEntry entry in before)
        {
            if (Find(entry.Value, after[entry.Key], type.ElementType ?? typeof(object), $"{path}[{entry.Key}]") is { } found)
                return found;
        }

        return null;
    }
}
