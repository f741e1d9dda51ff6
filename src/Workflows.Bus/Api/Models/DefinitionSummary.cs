using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>One line in the list of definitions.</summary>
[Description("A definition without its graph.")]
internal record DefinitionSummary
{
    public DefinitionSummary(WorkflowDefinitionView definition)
    {
        Name = definition.Name;
        Version = definition.Version;
        Endpoint = definition.Endpoint;
        StartedBy = definition.StartedBy;
        RegisteredAt = definition.RegisteredAt;
        IsRegistered = definition.IsRegistered;
        Processes = definition.Processes;
    }

    [Description("Name of the workflow.")]
    public string Name { get; }

    [Description("Version.")]
    public int Version { get; }

    [Description("Name of the receive endpoint of its instances.")]
    public string Endpoint { get; }

    [Description("Message types that start it.")]
    public IReadOnlyList<string> StartedBy { get; }

    [Description("When a process last registered it.")]
    public DateTimeOffset? RegisteredAt { get; }

    [Description("Whether a running process has its class. Null: not known, for a process of an earlier release registered it.")]
    public bool? IsRegistered { get; }

    [Description("Names of the running processes that have its class.")]
    public IReadOnlyList<string> Processes { get; }
}
