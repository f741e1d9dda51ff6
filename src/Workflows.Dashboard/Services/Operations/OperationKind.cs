namespace Workflows.Dashboard.Services.Operations;

/// <summary>What an operator can do to one instance.</summary>
internal enum OperationKind
{
    Retry,
    Resume,
    Pause,
    Skip,
    Rewind,
    SendEvent,
    Cancel,
}
