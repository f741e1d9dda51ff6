namespace Workflows.Instances;

/// <summary>A row of the store holds what cannot be read, or what nothing can be done with. Trying again does not help until somebody mends it.</summary>
internal sealed class UnreadableRowException : Exception
{
    public UnreadableRowException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    public UnreadableRowException(WorkflowInstance instance)
        : base(TextOf(instance)) => InstanceId = instance.Id;

    /// <summary>The instance whose row it is; null: it is no instance's.</summary>
    public Guid? InstanceId { get; }

    /// <returns>The instance, which can be read.</returns>
    /// <exception cref="UnreadableRowException">It cannot.</exception>
    public static WorkflowInstance? Check(WorkflowInstance? instance) => instance?.Unreadable is null ? instance : throw new UnreadableRowException(instance);

    private static string TextOf(WorkflowInstance instance) =>
        $"The stored row of instance {instance.Id} ({instance.Workflow} v{instance.Version}) cannot be read: {instance.Unreadable} Repair the row, then release the instance from quarantine.";
}
