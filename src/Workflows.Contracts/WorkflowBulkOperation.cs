using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>What can be done to many instances. The numbers are stored: they never change.</summary>
[JsonConverter(typeof(WordEnumConverter))]
public enum WorkflowBulkOperation
{
    /// <summary>See <see cref="IWorkflowClient.PauseAsync"/>.</summary>
    Pause = 0,

    /// <summary>See <see cref="IWorkflowClient.ResumeAsync"/>.</summary>
    Resume = 1,

    /// <summary>See <see cref="IWorkflowClient.CancelAsync"/>.</summary>
    Cancel = 2,

    /// <summary>See <see cref="IWorkflowClient.RetryAsync(Guid, OperationOptions?, CancellationToken)"/>.</summary>
    Retry = 3,

    /// <summary>See <see cref="IWorkflowClient.SkipAsync(Guid, string?, OperationOptions?, CancellationToken)"/>, without a result.</summary>
    Skip = 4,

    /// <summary>See <see cref="IWorkflowClient.SendEventAsync(Guid, string, string, OperationOptions?, CancellationToken)"/>. Each instance takes the event once.</summary>
    SendEvent = 5,
}
