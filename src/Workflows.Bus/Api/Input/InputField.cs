using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Api.Input;

/// <summary>A named value that a request may carry: in its path, its query or its body.</summary>
internal abstract class InputField(string name, string description)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    public bool IsRequired { get; init; }

    /// <summary>May be given several times, in a query.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Stands for another field, which the example of a body shows.</summary>
    public bool IsAlternative { get; init; }

    /// <summary>JSON Schema of one value.</summary>
    public abstract JsonObject Schema { get; }

    /// <summary>As it may look.</summary>
    public required JsonNode Example { get; init; }

    /// <param name="text">From a path or a query.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public abstract object Read(string text);

    /// <param name="element">From a body; never null.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public abstract object Read(JsonElement element);

    /// <summary>A sentence about a value that does not fit.</summary>
    protected InputException Expected(string what, string came) => new($"'{Name}' must be {what}, but it is {came}.");
}

/// <summary>A named value of a type.</summary>
internal abstract class InputField<T>(string name, string description) : InputField(name, description)
    where T : notnull;
