using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>What the process works with, and what is wrong.</summary>
[Description("What the process that answers works with, and what of it does not fit together.")]
internal sealed record Installation
{
    public Installation(WorkflowInstallation installation)
    {
        At = installation.At;
        Worker = installation.Worker;
        Store = installation.Store;
        Bus = installation.Bus;
        Workflows = installation.Workflows;
        Findings = [.. installation.Findings.Select(finding => new Finding(finding))];
    }

    [Description("When it was looked at; absent: not yet. Checks run at the start and then every minute.")]
    public DateTimeOffset? At { get; }

    [Description("Name of the process in the journal.")]
    public string Worker { get; }

    [Description("The store that was asked for.")]
    public string Store { get; }

    [Description("Address of the bus, without credentials.")]
    public string? Bus { get; }

    [Description("Workflows that are registered in the process, with their versions.")]
    public IReadOnlyList<string> Workflows { get; }

    [Description("What is wrong, the worst first.")]
    public IReadOnlyList<Finding> Findings { get; }
}

/// <summary>One thing that is wrong.</summary>
[Description("One thing that is wrong with an installation.")]
internal sealed record Finding
{
    public Finding(WorkflowFinding finding)
    {
        Kind = finding.Kind;
        Severity = finding.Severity;
        Text = finding.Text;
        Workflow = finding.Workflow;
        Version = finding.Version;
        Count = finding.Count;
    }

    [Description("What kind of thing: stable, for programs.")]
    public WorkflowFindingKind Kind { get; }

    [Description("How bad it is.")]
    public WorkflowFindingSeverity Severity { get; }

    [Description("Sentences: what was expected, what was found, what to do.")]
    public string Text { get; }

    [Description("Name of the workflow that it is about.")]
    public string? Workflow { get; }

    [Description("The version that it is about.")]
    public int? Version { get; }

    [Description("How many open instances it touches.")]
    public long? Count { get; }
}
