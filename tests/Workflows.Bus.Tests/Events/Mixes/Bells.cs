namespace Workflows.Tests.Events.Mixes;

public record BellRang(string Bell, string Tower);

/// <summary>Another event: its class is known to the later releases only.</summary>
public sealed record BellStruck(string Bell, string Tower);

/// <summary>The same event for the first release, which does not know this class.</summary>
public sealed record BellTolled(string Bell, string Tower) : BellRang(Bell, Tower);

public sealed class Bell
{
    public string Name { get; set; } = "";

    public string Tower { get; set; } = "";
}

/// <summary>How the versions of a workflow differ in what they wait for.</summary>
public enum Difference
{
    None,

    /// <summary>The same wait has another key.</summary>
    Key,

    /// <summary>The wait is called otherwise.</summary>
    Name,

    /// <summary>The wait is for an event of another type.</summary>
    Type,

    /// <summary>The wait is for a type that is derived from the one before.</summary>
    DerivedType,
}
