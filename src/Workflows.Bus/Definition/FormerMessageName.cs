using System.Text;

namespace Workflows.Definition;

/// <summary>Reads full names of classes, as <see cref="Type.FullName"/> writes them, and makes the URN that MassTransit gives such a class.</summary>
internal ref struct FormerMessageName
{
    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private FormerMessageName(string text) => _text = text;

    /// <returns>Null: it is no such name.</returns>
    public static string? ToUrn(string fullName)
    {
        var reader = new FormerMessageName(fullName);
        var urn = new StringBuilder("urn:message:");
        return reader.TryRead(urn) && reader._at == reader._text.Length ? urn.ToString() : null;
    }

    /// <summary>Namespace.Outer+Inner`1[[Namespace.Argument, Assembly, Version=...],[...]].</summary>
    private bool TryRead(StringBuilder urn)
    {
        var name = ReadUntil("[],");
        if (name.IsEmpty)
            return false;

        WriteName(urn, name);
        if (!StartsWith("[["))
            return true;

        _at++;
        urn.Append('[');
        do
        {
            if (!TryReadArgument(urn))
                return false;
        }
        while (TryTake(',') && Append(urn, ','));

        urn.Append(']');
        return TryTake(']');
    }

    private bool TryReadArgument(StringBuilder urn)
    {
        if (!TryTake('['))
            return false;

        urn.Append('[');
        if (!TryRead(urn))
            return false;

        // The assembly, which says nothing about the message.
        ReadUntil("[]");
        urn.Append(']');
        return TryTake(']');
    }

    private static void WriteName(StringBuilder urn, ReadOnlySpan<char> name)
    {
        var outer = name.IndexOfAny('+', '`');
        var dot = (outer < 0 ? name : name[..outer]).LastIndexOf('.');
        if (dot >= 0)
            urn.Append(name[..dot]).Append(':');

        foreach (var part in name[(dot + 1)..].Split('+'))
        {
            var one = name[(dot + 1)..][part];
            var arity = one.IndexOf('`');
            if (part.Start.Value > 0)
                urn.Append('+');

            urn.Append(arity < 0 ? one : one[..arity]);
        }
    }

    private ReadOnlySpan<char> ReadUntil(ReadOnlySpan<char> ends)
    {
        var rest = _text[_at..];
        var length = rest.IndexOfAny(ends);
        var read = length < 0 ? rest : rest[..length];
        _at += read.Length;
        return read;
    }

    private readonly bool StartsWith(ReadOnlySpan<char> text) => _text[_at..].StartsWith(text, StringComparison.Ordinal);

    private bool TryTake(char expected)
    {
        if (_at >= _text.Length || _text[_at] != expected)
            return false;

        _at++;
        return true;
    }

    private static bool Append(StringBuilder urn, char separator)
    {
        urn.Append(separator);
        return true;
    }
}
