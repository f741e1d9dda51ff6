namespace Workflows.Persistence.Model;

/// <summary>A branch of an instance that rests, or one of several: see <see cref="Views.OpenPlace"/>. What the lists read of the instance beside it never changes.</summary>
internal sealed class TokenRow
{
    public Guid InstanceId { get; set; }

    public int Token { get; set; }

    public string Workflow { get; set; } = "";

    public int Version { get; set; }

    /// <summary>When the instance was accepted.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    public string? Node { get; set; }

    public string? Place { get; set; }

    /// <summary>A <see cref="Contracts.WorkflowTokenState"/>.</summary>
    public short State { get; set; }

    /// <summary>A <see cref="Contracts.WorkflowStatus"/>.</summary>
    public short Status { get; set; }

    public DateTimeOffset Since { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    public int? Attempt { get; set; }

    public string? WaitingFor { get; set; }

    public string? Fingerprint { get; set; }

    public string? ErrorType { get; set; }

    public string? ErrorMessage { get; set; }
}
