namespace Workflows;

/// <summary>What becomes of a start whose key a live instance already holds.</summary>
public enum DuplicateAction
{
    /// <summary>The start is refused. The default. A start by an event is logged and dropped.</summary>
    Refuse = 0,

    /// <summary>The start returns the live instance.</summary>
    ReturnRunning = 1,

    /// <summary>The live instance is canceled, then the new one starts.</summary>
    Replace = 2,
}
