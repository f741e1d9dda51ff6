using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Engine;

/// <summary>JSON that a person or another service wrote: a misspelt member would be read over, and nobody would learn that it set nothing.</summary>
internal static class UnknownMembers
{
    /// <exception cref="JsonException">There is a member that the type does not have.</exception>
    public static void Refuse(string text, Type type, JsonSerializerOptions options)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 1_000, AllowTrailingCommas = options.AllowTrailingCommas, CommentHandling = options.ReadCommentHandling });
        Check(document.RootElement, type, options, "");
    }

    private static void Check(JsonElement value, Type type, JsonSerializerOptions options, string path)
    {
        if (Described(type, options) is not { } known)
            return;

        switch (known.Kind)
        {
            case JsonTypeInfoKind.Object when value.ValueKind == JsonValueKind.Object:
                CheckMembers(value, known, path);
                break;
            case JsonTypeInfoKind.Dictionary when value.ValueKind == JsonValueKind.Object && known.ElementType is { } element:
                foreach (var entry in value.EnumerateObject())
                    Check(entry.Value, element, options, $"{path}{entry.Name}.");

                break;
            case JsonTypeInfoKind.Enumerable when value.ValueKind == JsonValueKind.Array && known.ElementType is { } element:
                foreach (var item in value.EnumerateArray())
                    Check(item, element, options, path);

                break;
        }
    }

    private static void CheckMembers(JsonElement value, JsonTypeInfo type, string path)
    {
        type = ClassOf(value, type);
        if (type.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow || type.Properties.Any(property => property.IsExtensionData))
            return;

        var comparison = type.Options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var kept = type.Properties.Where(property => property.Get is not null || property.Set is not null).ToArray();
        foreach (var member in value.EnumerateObject())
        {
            if (kept.FirstOrDefault(property => string.Equals(property.Name, member.Name, comparison)) is { } property)
            {
                if (property.CustomConverter is null)
                    Check(member.Value, property.PropertyType, type.Options, $"{path}{property.Name}.");
            }
            else if (!IsMetadata(member.Name, type))
                throw new JsonException($"there is no member '{ErrorText.Clean(path + member.Name)}'.{Nearest.Sentence(member.Name, kept.Select(property => property.Name))}");
        }
    }

    /// <returns>Null: what it has only a converter knows, which for a type that may be null can be one of its own.</returns>
    private static JsonTypeInfo? Described(Type type, JsonSerializerOptions options)
    {
        if (!options.TryGetTypeInfo(type, out var known))
            return null;

        if (Nullable.GetUnderlyingType(type) is not { } underlying)
            return known;

        return known.Converter.GetType().Assembly == typeof(JsonSerializer).Assembly && options.TryGetTypeInfo(underlying, out var inner) ? inner : null;
    }

    /// <summary>The class that the object says it is of; where it says nothing that is known, reading it decided.</summary>
    private static JsonTypeInfo ClassOf(JsonElement value, JsonTypeInfo type)
    {
        if (type.PolymorphismOptions is not { } polymorphism || !value.TryGetProperty(polymorphism.TypeDiscriminatorPropertyName, out var said))
            return type;

        var derived = polymorphism.DerivedTypes.FirstOrDefault(known => known.TypeDiscriminator switch
        {
            string name => said.ValueKind == JsonValueKind.String && said.ValueEquals(name),
            int number => said.ValueKind == JsonValueKind.Number && said.TryGetInt32(out var given) && given == number,
            _ => false,
        });
        return derived.DerivedType is { } found && type.Options.TryGetTypeInfo(found, out var known) && known.Kind == JsonTypeInfoKind.Object ? known : type;
    }

    private static bool IsMetadata(string name, JsonTypeInfo type) =>
        (name.StartsWith('$') && (type.Options.ReferenceHandler is not null || type.PolymorphismOptions is not null))
        || Family(type).Any(known => known.PolymorphismOptions?.TypeDiscriminatorPropertyName == name);

    private static IEnumerable<JsonTypeInfo> Family(JsonTypeInfo type)
    {
        for (var at = type.Type; at is not null && at != typeof(object); at = at.BaseType)
        {
            if (type.Options.TryGetTypeInfo(at, out var known))
                yield return known;
        }

        foreach (var contract in type.Type.GetInterfaces())
        {
            if (type.Options.TryGetTypeInfo(contract, out var known))
                yield return known;
        }
    }
}
