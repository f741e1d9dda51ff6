namespace Workflows;

/// <summary>What goes with a message that a step publishes or sends.</summary>
public sealed class OutgoingOptions
{
    internal OutgoingOptions(IReadOnlyDictionary<string, string> carried) => Headers = new OutgoingHeaders(carried);

    /// <summary>Its headers: at first those that the instance carries.</summary>
    public OutgoingHeaders Headers { get; }
}

/// <summary>Headers of a message that a step publishes or sends. Upper and lower case of their names are the same.</summary>
public sealed class OutgoingHeaders
{
    private readonly SortedDictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    internal OutgoingHeaders(IReadOnlyDictionary<string, string> carried)
    {
        foreach (var (name, value) in carried)
            _headers[name] = value;
    }

    /// <summary>Null: none.</summary>
    internal IReadOnlyDictionary<string, string>? All => _headers.Count == 0 ? null : _headers;

    /// <summary>Gives the message a header.</summary>
    /// <param name="name">1 to 100 printable characters that do not begin with <c>MT-</c>.</param>
    /// <param name="value">Up to 2,000 characters. Null: takes the header away, also one that the instance carries.</param>
    /// <exception cref="ArgumentException">The name or the value is no such text.</exception>
    public void Set(string name, string? value)
    {
        if (Definition.HeaderText.ProblemOf(name, value) is { } problem)
            throw new ArgumentException(problem);

        if (value is null)
            _headers.Remove(name);
        else
            _headers[name] = value;
    }
}
