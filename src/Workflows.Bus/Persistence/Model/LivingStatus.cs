using Workflows.Contracts;

namespace Workflows.Persistence.Model;

/// <summary>Tells living instances from ended ones where only the number of the status is at hand.</summary>
internal static class LivingStatus
{
    /// <summary>Statuses from here on are terminal.</summary>
    public const short FirstTerminal = (short)WorkflowStatus.Completed;

    /// <summary>In SQL, as indexes and statements must both say it.</summary>
    public const string Condition = "status < 6";
}
