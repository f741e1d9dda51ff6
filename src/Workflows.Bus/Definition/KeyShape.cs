using System.Collections.Concurrent;
using System.Reflection;
using System.Text;

namespace Workflows.Definition;

/// <summary>How the keys of one type are written: as a text of their own, or member by member in brackets.</summary>
internal sealed class KeyShape
{
    private const char Escape = '\\';

    private static readonly ConcurrentDictionary<Type, (KeyShape? Shape, string? Fault)> _all = new();

    private readonly Type _type;
    private readonly Func<object, string?>? _write;
    private readonly (FieldInfo Field, KeyShape Shape)[] _members;

    private KeyShape(Type type, Func<object, string?> write) => (_type, _write, _members) = (type, write, []);

    private KeyShape(Type type, (FieldInfo Field, KeyShape Shape)[] members) => (_type, _members) = (type, members);

    /// <summary>A type with one member is written as that member: an id in a type of its own reads like the id.</summary>
    private bool IsBracketed => _members.Length > 1 || (_members.Length == 1 && _members[0].Shape.IsBracketed);

    /// <exception cref="InvalidOperationException">No value of the type can be a key.</exception>
    public static KeyShape Of(Type type) => Find(type) is { Shape: { } shape } ? shape : throw new InvalidOperationException(Find(type).Fault);

    public static string? FaultOf(Type type) => Find(type).Fault;

    /// <returns>Null: a member is missing.</returns>
    public string? Write(object key)
    {
        if (_write is not null)
            return _write(key);

        if (key.GetType() != _type)
            throw new InvalidOperationException($"Expected a key of the type {_type}, but it is a {key.GetType()}, which has more to it. Seal the type, or take the key apart.");

        if (_members.Length == 1)
            return WriteMember(_members[0], key);

        var text = new StringBuilder("(");
        foreach (var member in _members)
        {
            if (WriteMember(member, key) is not { } part)
                return null;

            if (text.Length > 1)
                text.Append(',');

            if (member.Shape.IsBracketed)
                text.Append(part);
            else
                AppendEscaped(text, part);
        }

        return text.Append(')').ToString();
    }

    private static string? WriteMember((FieldInfo Field, KeyShape Shape) member, object key) =>
        member.Field.GetValue(key) is { } value ? member.Shape.Write(value) : null;

    private static void AppendEscaped(StringBuilder text, string part)
    {
        foreach (var character in part)
        {
            if (character is Escape or '(' or ')' or ',')
                text.Append(Escape);

            text.Append(character);
        }
    }

    private static (KeyShape? Shape, string? Fault) Find(Type type) => _all.GetOrAdd(type, static type =>
    {
        var shape = Make(type, "", [], out var fault);
        return (shape, fault);
    });

    private static KeyShape? Make(Type declared, string path, Type[] within, out string? fault)
    {
        fault = null;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (KeyScalars.Find(type) is { } write)
        {
            fault = KeyMembers.FaultOfText(type, path, write);
            return fault is null ? new KeyShape(type, write) : null;
        }

        fault = KeyMembers.FaultOf(type, within, path);
        if (fault is not null)
            return null;

        var members = new List<(FieldInfo, KeyShape)>();
        foreach (var field in KeyMembers.Of(type))
        {
            var name = KeyMembers.NameOf(field);
            if (Make(field.FieldType, path.Length == 0 ? name : $"{path}.{name}", [.. within, type], out fault) is not { } shape)
                return null;

            members.Add((field, shape));
        }

        return new KeyShape(type, [.. members]);
    }
}
