namespace Workflows.Testing;

/// <summary>A message that an endpoint is handling.</summary>
internal sealed class Delivery(Guid? messageId, string endpoint)
{
    private static readonly AsyncLocal<Delivery?> _current = new();

    /// <summary>The delivery that is being handled.</summary>
    public static Delivery? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    public Guid? MessageId { get; } = messageId;

    public string Endpoint { get; } = endpoint;

    /// <summary>Short name of the message type, once it is known.</summary>
    public string? MessageType { get; set; }

    /// <summary>A consumer failed on it, and it has been noted.</summary>
    public bool IsFaulted { get; set; }

    /// <summary>The step that runs under it.</summary>
    public StepInProgress? Step { get; set; }
}
