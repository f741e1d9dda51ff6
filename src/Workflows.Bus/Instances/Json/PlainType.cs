using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Instances.Json;

/// <summary>
/// Tells types whose values come back or not by the shape of their text alone from those where each value can differ: where code of the application stands between
/// value and text, or a member may hold one collection or another.
/// </summary>
internal sealed class PlainType
{
    private readonly JsonSerializerOptions _options;
    private readonly HashSet<Type> _seen = [];
    private bool _isOpen;
    private bool _computes;
    private bool _hides;

    private PlainType(JsonSerializerOptions options) => _options = options;

    public static bool Is(Type type, JsonSerializerOptions options)
    {
        var graph = new PlainType(options);
        graph.Visit(type);
        // What is computed comes back with that which it is computed from, unless that is in fields which are not written.
        return !graph._isOpen && !(graph._computes && graph._hides);
    }

    private void Visit(Type type)
    {
        if (_isOpen || !_seen.Add(type))
            return;

        if (!_options.TryGetTypeInfo(type, out var known))
            _isOpen = true;
        else if (!IsOwnConverter(known.Converter.GetType()))
            _isOpen = true;
        else if (Nullable.GetUnderlyingType(type) is { } underlying)
            Visit(underlying);
        else if (known.Kind == JsonTypeInfoKind.Object)
            VisitObject(known);
        else if (known.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary)
            VisitCollection(known);
        else if (known.Converter is IElementConverter converter)
            Visit(converter.ElementType);
        else
            _isOpen |= type == typeof(object) && known.Converter is not UntypedConverter;
    }

    private void VisitCollection(JsonTypeInfo type)
    {
        _isOpen |= Comparers.MayHaveOne(type.Type) || CollectionKind.MayDiffer(type.Type) || !(type.Type.IsArray || Framework.Owns(type.Type));
        if (type.ElementType is { } element)
            Visit(element);
    }

    private void VisitObject(JsonTypeInfo type)
    {
        var isFramework = Framework.Owns(type.Type);
        _isOpen |= (type.Type.IsAbstract && type.PolymorphismOptions is null) || type.OnDeserializing is not null || type.OnDeserialized is not null || (!isFramework && HasOwnConstructor(type));
        _hides |= !isFramework && OwnFields.Of(type.Type).Any(field => !IsRead(type, field));
        foreach (var derived in type.PolymorphismOptions?.DerivedTypes ?? [])
            Visit(derived.DerivedType);

        foreach (var property in type.Properties.Where(property => property is { Get: not null, IsExtensionData: false }))
            VisitMember(property, isFramework);
    }

    private void VisitMember(JsonPropertyInfo property, bool isFramework)
    {
        if (!isFramework)
        {
            _computes |= !MemberReading.IsStored(property);
            _isOpen |= property.AttributeProvider is null || HasOwnSetter(property);
        }

        if (property.CustomConverter is { } converter)
            _isOpen |= !IsOwnConverter(converter.GetType());
        else if (MemberReading.IsRead(property))
            Visit(property.PropertyType);
    }

    /// <summary>Whether code of the application is run to set it.</summary>
    private static bool HasOwnSetter(JsonPropertyInfo property) =>
        property is { AssociatedParameter: null, Set: not null, AttributeProvider: PropertyInfo member }
        && MemberReading.Declared(member).SetMethod is { } setter && !setter.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    /// <summary>A record takes its parameters as they are.</summary>
    private static bool HasOwnConstructor(JsonTypeInfo type) =>
        type.CreateObject is null && type.ConstructorAttributeProvider is ConstructorInfo constructor && constructor.GetParameters().Length > 0
        && type.Type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is null;

    private static bool IsRead(JsonTypeInfo type, FieldInfo field)
    {
        var name = OwnFields.PropertyOf(field) ?? field.Name;
        return type.Properties.Any(property => property.Get is not null && property.AttributeProvider is MemberInfo member && member.Name == name && member.DeclaringType == field.DeclaringType);
    }

    private static bool IsOwnConverter(Type converter) => converter.Assembly == typeof(JsonSerializer).Assembly || converter.Assembly == typeof(PlainType).Assembly;
}
