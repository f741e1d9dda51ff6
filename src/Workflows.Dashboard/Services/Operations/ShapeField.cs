namespace Workflows.Dashboard.Services.Operations;

/// <summary>A field of a form that is made from the shape of a type.</summary>
/// <param name="Name">Name of the member.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="IsRequired">It must be given.</param>
/// <param name="Choices">Values to choose from.</param>
internal sealed record ShapeField(string Name, ShapeFieldKind Kind, bool IsRequired, IReadOnlyList<string> Choices)
{
    /// <summary>Name of its input. Prefixed, so that a member cannot take the place of a field of ours.</summary>
    public string InputName => "member." + Name;
}

/// <summary>What a field takes.</summary>
internal enum ShapeFieldKind
{
    Text,
    Number,
    Flag,

    /// <summary>True, false, or nothing.</summary>
    OptionalFlag,
    Time,
    Choice,

    /// <summary>Objects, lists, and what has no simple form: JSON text.</summary>
    Json,
}
