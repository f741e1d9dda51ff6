using Workflows.Definition;

namespace Workflows.Engine;

/// <summary>Keys stand in columns of their own: what these cannot hold is found before the database does.</summary>
internal static class StorableKey
{
    /// <exception cref="UnstorableException">A key that is too long, or has a null character or half of a surrogate pair.</exception>
    public static string? Checked(string? key) =>
        key is null || ProblemOf(key) is not { } problem ? key : throw new UnstorableException(problem);

    /// <returns>Why no instance can have the key, as a sentence; null: one can.</returns>
    public static string? ProblemOf(string key)
    {
        if (key.Length > KeyText.MaxLength)
            return $"A key may have {KeyText.MaxLength} characters, but this one has {key.Length}: '{ErrorText.Clean(key[..40])}…'.";

        return ErrorText.Clean(key) == key ? null : "A key contains a null character or half of a surrogate pair, which no database can store.";
    }
}
