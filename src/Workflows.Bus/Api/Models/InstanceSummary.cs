using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>One line in a list of instances.</summary>
[Description("An instance without its payload.")]
internal record InstanceSummary
{
    public InstanceSummary(WorkflowSummary summary)
    {
        InstanceId = summary.InstanceId;
        Workflow = summary.Workflow;
        Version = summary.Version;
        Status = summary.Status;
        CurrentNode = summary.CurrentNode;
        WaitingFor = summary.WaitingFor;
        DueAt = summary.DueAt;
        Attempt = summary.Attempt;
        Key = summary.Key;
        Tags = summary.Tags;
        ErrorType = summary.ErrorType;
        ErrorMessage = summary.ErrorMessage;
        Revision = summary.Revision;
        CreatedAt = summary.CreatedAt;
        UpdatedAt = summary.UpdatedAt;
        InNodeSince = summary.InNodeSince;
        FinishedAt = summary.FinishedAt;
    }

    [Description("The instance.")]
    public Guid InstanceId { get; }

    [Description("Name of its workflow.")]
    public string Workflow { get; }

    [Description("Version of the definition it runs on.")]
    public int Version { get; }

    [Description("Its status.")]
    public WorkflowStatus Status { get; }

    [Description("The node it is in, while it is in one.")]
    public string? CurrentNode { get; }

    [Description("URNs of the event types that it still waits for.")]
    public IReadOnlyList<string> WaitingFor { get; }

    [Description("When its earliest timer is due.")]
    public DateTimeOffset? DueAt { get; }

    [Description("Number of the current attempt, from 1, where it is in a step.")]
    public int? Attempt { get; }

    [Description("Business key.")]
    public string? Key { get; }

    [Description("Tags.")]
    public IReadOnlyDictionary<string, string> Tags { get; }

    [Description("Type of the last error.")]
    public string? ErrorType { get; }

    [Description("Message of the last error.")]
    public string? ErrorMessage { get; }

    [Description("Number of committed transitions.")]
    public long Revision { get; }

    [Description("When it was accepted.")]
    public DateTimeOffset CreatedAt { get; }

    [Description("When it last changed.")]
    public DateTimeOffset UpdatedAt { get; }

    [Description("When it came to the node it is in.")]
    public DateTimeOffset? InNodeSince { get; }

    [Description("When it ended.")]
    public DateTimeOffset? FinishedAt { get; }
}
