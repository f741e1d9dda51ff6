using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Instances.Json;

/// <summary>A place where two texts of one value say different things.</summary>
internal sealed record JsonDifference(string Path, string? Before, string? After)
{
    /// <returns>All of them, with the text of each side; null: not there.</returns>
    public static IReadOnlyList<JsonDifference> Between(string before, string after, JsonTypeInfo type)
    {
        if (string.Equals(before, after, StringComparison.Ordinal))
            return [];

        var documentOptions = new JsonDocumentOptions { MaxDepth = 1_000 };
        using var one = JsonDocument.Parse(before, documentOptions);
        using var other = JsonDocument.Parse(after, documentOptions);
        var found = new List<JsonDifference>();
        Compare(one.RootElement, other.RootElement, type, type.Type.Name, found);
        return found;
    }

    private static void Compare(JsonElement before, JsonElement after, JsonTypeInfo? type, string path, List<JsonDifference> found)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
        {
            CompareObjects(before, after, type, path, found);
            return;
        }

        if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array && before.GetArrayLength() == after.GetArrayLength())
        {
            if (type is null || !IsUnordered(type.Type))
                CompareElements(before, after, ElementOf(type), path, found);
            else if (!Sorted(before).SequenceEqual(Sorted(after), StringComparer.Ordinal))
                found.Add(new JsonDifference(path, before.GetRawText(), after.GetRawText()));

            return;
        }

        if (!JsonElement.DeepEquals(before, after))
            found.Add(new JsonDifference(path, before.GetRawText(), after.GetRawText()));
    }

    private static void CompareObjects(JsonElement before, JsonElement after, JsonTypeInfo? type, string path, List<JsonDifference> found)
    {
        foreach (var member in before.EnumerateObject())
        {
            var at = $"{path}.{member.Name}";
            if (after.TryGetProperty(member.Name, out var other))
                Compare(member.Value, other, MemberOf(type, member.Name), at, found);
            else
                found.Add(new JsonDifference(at, member.Value.GetRawText(), null));
        }

        foreach (var member in after.EnumerateObject())
        {
            if (!before.TryGetProperty(member.Name, out _))
                found.Add(new JsonDifference($"{path}.{member.Name}", null, member.Value.GetRawText()));
        }
    }

    private static void CompareElements(JsonElement before, JsonElement after, JsonTypeInfo? type, string path, List<JsonDifference> found)
    {
        var at = 0;
        foreach (var (one, other) in before.EnumerateArray().Zip(after.EnumerateArray()))
            Compare(one, other, type, $"{path}[{at++}]", found);
    }

    /// <summary>What a derived class adds is not known here; then the order counts.</summary>
    private static JsonTypeInfo? MemberOf(JsonTypeInfo? type, string name) => type?.Kind switch
    {
        JsonTypeInfoKind.Object => type.Properties.FirstOrDefault(property => property.Name == name) is { } property ? Describe(type, property.PropertyType) : null,
        JsonTypeInfoKind.Dictionary => ElementOf(type),
        _ => null,
    };

    private static JsonTypeInfo? ElementOf(JsonTypeInfo? type) => type?.ElementType is { } element ? Describe(type, element) : null;

    private static JsonTypeInfo? Describe(JsonTypeInfo from, Type type) => from.Options.TryGetTypeInfo(type, out var known) ? known : null;

    private static bool IsUnordered(Type type) =>
        (type.IsInterface ? type.GetInterfaces().Prepend(type) : type.GetInterfaces())
            .Any(known => known.IsGenericType && (known.GetGenericTypeDefinition() == typeof(ISet<>) || known.GetGenericTypeDefinition() == typeof(IReadOnlySet<>)));

    private static IEnumerable<string> Sorted(JsonElement array) => array.EnumerateArray().Select(element => element.GetRawText()).Order(StringComparer.Ordinal);
}
