using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Instances.Json;

/// <summary>
/// Looks through a type and all that it consists of for what JSON would write and not read back. What cannot be seen from a type, <see cref="RoundTrip"/> sees
/// when a value comes.
/// </summary>
internal sealed class TypeGraph(JsonSerializerOptions options)
{
    private readonly HashSet<Type> _seen = [];
    private readonly List<string> _faults = [];
    private bool _makesInterfaces;

    /// <returns>What is wrong, each with the member and the remedy.</returns>
    public static IReadOnlyList<string> FaultsOf(Type type, JsonSerializerOptions options)
    {
        var graph = new TypeGraph(options);
        graph.Visit(type, type.Name);
        return graph._faults;
    }

    /// <summary>
    /// Looks through a type of message. Where the serializer of the bus makes the classes of interfaces, they have the members of these.
    /// </summary>
    /// <inheritdoc cref="FaultsOf"/>
    public static IReadOnlyList<string> FaultsOfMessage(Type type, JsonSerializerOptions options)
    {
        var graph = new TypeGraph(options) { _makesInterfaces = true };
        graph.Visit(type, type.Name);
        return graph._faults;
    }

    private void Visit(Type type, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (!_seen.Add(type))
            return;

        if (TryDescribe(type, path) is not { } known)
            return;

        switch (known.Kind)
        {
            case JsonTypeInfoKind.Object:
                VisitObject(known, path);
                break;
            case JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary:
                VisitCollection(known, path);
                break;
            case JsonTypeInfoKind.None when known.Converter is IElementConverter converter:
                Visit(converter.ElementType, $"{path}[]");
                break;
            case JsonTypeInfoKind.None when _makesInterfaces && type.IsInterface && !IsBuiltIn(known):
                foreach (var property in type.GetInterfaces().Append(type).SelectMany(one => one.GetProperties()))
                    Visit(property.PropertyType, $"{path}.{property.Name}");
                break;
            case JsonTypeInfoKind.None when IsBuiltIn(known) && Unsupported(known, "0") is { } problem:
                _faults.Add($"{path} is of type {type}, which JSON cannot hold ({problem}). Leave it out with [JsonIgnore] or give it a JsonConverter");
                break;
        }
    }

    private JsonTypeInfo? TryDescribe(Type type, string path)
    {
        try
        {
            var known = options.GetTypeInfo(type);
            known.MakeReadOnly();
            return known;
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            _faults.Add($"{path}: {ExceptionText.MessageOf(exception).TrimEnd('.')}");
            return null;
        }
    }

    private void VisitObject(JsonTypeInfo type, string path)
    {
        if (!CanBeMade(type, path))
            return;

        foreach (var derived in type.PolymorphismOptions?.DerivedTypes ?? [])
            Visit(derived.DerivedType, path);

        _faults.AddRange(MemberFaults.Of(type, path));
        foreach (var property in type.Properties)
        {
            if (property.Get is not null && MemberReading.IsRead(property) && property.CustomConverter is null)
                Visit(property.PropertyType, $"{path}.{MemberFaults.NameOf(property)}");
        }
    }

    private bool CanBeMade(JsonTypeInfo type, string path)
    {
        if (type.Type.IsAbstract)
        {
            if (type.PolymorphismOptions is null)
                _faults.Add($"{path} is {type.Type.Name}, {(type.Type.IsInterface ? "an interface" : "an abstract class")}, and JSON does not say which class to read it as. Declare its classes with [JsonDerivedType] on {type.Type.Name}, or give it a JsonConverter");

            return type.PolymorphismOptions is not null;
        }

        if (ConstructorFaults.Of(type) is not { } fault)
            return true;

        _faults.Add($"{path}: {fault}");
        return false;
    }

    private void VisitCollection(JsonTypeInfo type, string path)
    {
        var problem = Unsupported(type, type.Kind == JsonTypeInfoKind.Dictionary ? """{"":null}""" : "[]");
        if (problem is not null)
            _faults.Add($"{path} is of type {NameOf(type.Type)}, which JSON cannot read back ({problem}). Use a List or a Dictionary, or give it a JsonConverter");
        else if (CollectionFaults.Of(type.Type) is { } fault)
            _faults.Add($"{path} {fault}");
        else if (type.ElementType is { } element)
            Visit(element, $"{path}[]");
    }

    /// <returns>Why JSON can make nothing of the type; null: it can, or the trouble is the application's own code.</returns>
    private static string? Unsupported(JsonTypeInfo type, string text)
    {
        try
        {
            JsonSerializer.Deserialize(text, type);
            return null;
        }
        catch (NotSupportedException exception) when (IsBuiltIn(type))
        {
            return exception.Message.Split(". ")[0].TrimEnd('.');
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static bool IsBuiltIn(JsonTypeInfo type) => type.Converter.GetType().Assembly == typeof(JsonSerializer).Assembly;

    private static string NameOf(Type type) => type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : type.Name;
}
