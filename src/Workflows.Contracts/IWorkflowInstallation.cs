namespace Workflows.Contracts;

/// <summary>Tells whether what is registered in this process, stored and bound fits together. A singleton of every process with workflows or with their store.</summary>
public interface IWorkflowInstallation
{
    /// <summary>What was found last: checks run at the start and then every minute. Asks nobody and returns at once.</summary>
    WorkflowInstallation Read();
}
