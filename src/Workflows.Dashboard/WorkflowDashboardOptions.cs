namespace Workflows.Dashboard;

/// <summary>Settings of the dashboard.</summary>
public sealed class WorkflowDashboardOptions
{
    /// <summary>Name in the top bar and in titles. Default: <c>Workflows</c>.</summary>
    public string Title { get; set; } = "Workflows";

    /// <summary>Name of the environment that the top bar shows, so that nobody takes production for a test. Default: the name of the host's environment. Empty: none.</summary>
    public string? EnvironmentName { get; set; }

    /// <summary>
    /// Authorization policy that a user must meet to start, pause, cancel and the like. Checked on the server with every operation.
    /// Default: none; then signed-in users and callers on this machine may operate, anonymous ones from elsewhere may only look.
    /// </summary>
    public string? OperatorPolicy { get; set; }

    /// <summary>Nobody may operate. Default: false.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>Authorization policy that a user must meet to see states, events, errors' stack traces and other payloads. Default: none, everyone who may open the dashboard sees them.</summary>
    public string? PayloadPolicy { get; set; }

    /// <summary>Address of a trace in the tracing system, with <c>{traceId}</c> where the id goes. Default: none, ids are shown as text.</summary>
    public string? TraceUrlTemplate { get; set; }

    /// <summary>How often the store is asked whether something changed, while a page is open. At least one second. Default: two seconds.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(2);
}
