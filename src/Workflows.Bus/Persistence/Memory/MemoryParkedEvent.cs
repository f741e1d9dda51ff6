using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>A kept event, and whether an instance has taken it.</summary>
internal sealed class MemoryParkedEvent(ParkedEvent parked)
{
    public ParkedEvent Event { get; set; } = parked;

    public bool IsOffered { get; set; }
}
