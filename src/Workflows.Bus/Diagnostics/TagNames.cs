namespace Workflows.Diagnostics;

/// <summary>Names of tags on spans and metrics. They are what dashboards and alerts are made of: they never change their meaning.</summary>
internal static class TagNames
{
    public const string Workflow = "workflow.name";
    public const string Version = "workflow.version";
    public const string Instance = "workflow.instance_id";
    public const string Status = "workflow.status";
    public const string Step = "workflow.step";
    public const string Attempt = "workflow.step.attempt";
    public const string Outcome = "workflow.step.outcome";
    public const string Timer = "workflow.timer";
    public const string Event = "workflow.event";
    public const string Kind = "workflow.row.kind";
    public const string ErrorType = "error.type";
}
