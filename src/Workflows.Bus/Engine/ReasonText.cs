namespace Workflows.Engine;

/// <summary>Reasons that steps and definitions give, for the journal: as they are, or not at all.</summary>
internal static class ReasonText
{
    /// <exception cref="UnstorableException">No store can hold it.</exception>
    public static string? Checked(string? reason) => reason is null || ErrorText.Clean(reason) == reason
        ? reason
        : throw new UnstorableException("The reason contains a null character or half of a surrogate pair, which cannot be stored. Cut texts at whole characters, or encode them (Base64).");
}
