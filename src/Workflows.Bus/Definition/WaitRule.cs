namespace Workflows.Definition;

/// <summary>How many of its events a wait takes before it is over.</summary>
internal enum WaitRule
{
    /// <summary>It is for one event.</summary>
    One,

    /// <summary>The first of several.</summary>
    Any,

    /// <summary>Each of several, once.</summary>
    All,
}
