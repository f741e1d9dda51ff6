namespace Workflows.Instances.Json;

/// <summary>Classes that come with .NET.</summary>
internal static class Framework
{
    public static bool Owns(Type type) => type.Namespace is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));
}
