namespace Workflows.Persistence.Model;

/// <summary>A process that runs with the store, or ran a short while ago.</summary>
internal sealed class ProcessRow
{
    public Guid ProcessId { get; set; }

    public string Name { get; set; } = "";

    /// <summary>The definitions that it has classes for.</summary>
    public string Definitions { get; set; } = "";

    /// <summary>The bus that it is on.</summary>
    public string? Bus { get; set; }

    public DateTimeOffset SeenAt { get; set; }
}
