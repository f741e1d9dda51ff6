namespace Workflows.Dashboard.Services.Instance;

/// <summary>The parts of the page of an instance.</summary>
internal enum InstanceTab
{
    Timeline,
    Journal,
    State,
    Open,
    Operations,
}
