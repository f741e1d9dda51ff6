namespace Workflows.Definition;

/// <summary>The key that one live instance may hold.</summary>
/// <param name="FromState">Takes it from the starting state; null: there is none.</param>
/// <param name="OnDuplicate">What becomes of a second start.</param>
internal sealed record UniqueKey(Func<object, string?> FromState, DuplicateAction OnDuplicate)
{
    /// <summary>The key as earlier releases wrote it, which an instance of theirs may hold; null: they wrote it as it is written now.</summary>
    public Func<object, string?>? FormerFromState { get; init; }

    /// <summary>Whether the function returned something that counts as no key though it is not null: an empty or blank text, an empty Guid.</summary>
    public required Func<object, bool> IsEmpty { get; init; }

    /// <summary>The expression that takes it, as it stands in the definition.</summary>
    public string? Label { get; init; }
}
