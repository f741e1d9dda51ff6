using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>The conditions that fixed the instances of a job.</summary>
[Description("The conditions that fixed the instances of a job, as they were given.")]
internal sealed record BulkSearch
{
    public BulkSearch(WorkflowSearch search)
    {
        Statuses = search.Filter.Statuses;
        Workflow = search.Filter.Workflow;
        Version = search.Filter.Version;
        Key = search.Filter.Key;
        Tags = search.Filter.Tags;
        From = search.Filter.CreatedFrom;
        To = search.Filter.CreatedBefore;
        Text = search.Text;
        Node = search.Node;
        WaitingFor = search.WaitingFor;
        Fingerprint = search.Fingerprint;
        UnchangedSince = search.UnchangedSince;
        Cutoff = search.Cutoff;
    }

    [Description("Any of these statuses; none: all.")]
    public IReadOnlyList<WorkflowStatus> Statuses { get; }

    [Description("Name of the workflow.")]
    public string? Workflow { get; }

    [Description("Version of the definition.")]
    public int? Version { get; }

    [Description("Business key, or its beginning and *.")]
    public string? Key { get; }

    [Description("Tags that it carries.")]
    public IReadOnlyDictionary<string, string> Tags { get; }

    [Description("Accepted at or after this.")]
    public DateTimeOffset? From { get; }

    [Description("Accepted before this.")]
    public DateTimeOffset? To { get; }

    [Description("The id or its beginning, the beginning of the key, the value of a tag or name=value, or words of the last error.")]
    public string? Text { get; }

    [Description("Name of the node that a branch stands at.")]
    public string? Node { get; }

    [Description("Event type that a branch waits for.")]
    public string? WaitingFor { get; }

    [Description("Fingerprint of the failure that it stands open with.")]
    public string? Fingerprint { get; }

    [Description("Has not ended, and has not changed since.")]
    public DateTimeOffset? UnchangedSince { get; }

    [Description("The instances as they were then.")]
    public DateTimeOffset? Cutoff { get; }
}
