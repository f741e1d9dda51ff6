namespace Workflows;

/// <summary>Names for telemetry: <c>AddSource(WorkflowDiagnostics.ActivitySourceName)</c>, <c>AddMeter(WorkflowDiagnostics.MeterName)</c>.</summary>
public static class WorkflowDiagnostics
{
    /// <summary>Source of the spans: one for each attempt of a step. MassTransit's own source has those of the messages around it.</summary>
    public const string ActivitySourceName = "BusWorkflows";

    /// <summary>Meter of all metrics.</summary>
    public const string MeterName = "BusWorkflows";
}
