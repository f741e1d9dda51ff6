namespace Workflows.Definition;

/// <summary>The key that one live instance may hold.</summary>
internal sealed record UniqueKey(Func<object, string?> FromState, DuplicateAction OnDuplicate);
