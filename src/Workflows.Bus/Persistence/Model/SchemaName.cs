namespace Workflows.Persistence.Model;

/// <summary>Name of the schema that the tables are in. It stands in statements as it is, so it may hold nothing that means something there.</summary>
internal static class SchemaName
{
    public const string Default = "workflows";

    private const int MaxLength = 63;

    public static bool IsValid(string? schema) =>
        schema is { Length: > 0 and <= MaxLength }
        && !char.IsAsciiDigit(schema[0])
        && schema.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');

    /// <exception cref="ArgumentException">A name with other characters.</exception>
    public static void Check(string? schema)
    {
        if (!IsValid(schema))
            throw new ArgumentException($"Expected a schema name of 1 to {MaxLength} lower-case letters, digits or underscores that does not begin with a digit, but it is '{schema}'.", nameof(schema));
    }
}
