namespace Workflows.Contracts;

/// <summary>Order of found instances, by time of acceptance.</summary>
public enum WorkflowSearchOrder
{
    /// <summary>Latest accepted first.</summary>
    NewestFirst = 0,

    /// <summary>Earliest accepted first.</summary>
    OldestFirst = 1,
}
