namespace Workflows.Definition;

/// <summary>What to do about an error. Without an exception type it holds for every error.</summary>
internal sealed record ErrorRule(Type? ExceptionType, ErrorAction Action);
