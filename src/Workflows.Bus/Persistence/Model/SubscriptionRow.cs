namespace Workflows.Persistence.Model;

/// <summary>A wait of an instance listening for an event.</summary>
internal sealed class SubscriptionRow
{
    public string Workflow { get; set; } = "";

    public string Wait { get; set; } = "";

    public string Key { get; set; } = "";

    public Guid InstanceId { get; set; }

    public string EventType { get; set; } = "";
}
