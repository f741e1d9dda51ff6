using Workflows.Contracts;

namespace Workflows.Engine;

/// <summary>A node that a branch has passed, or whose scopes have ended.</summary>
/// <param name="Scope">The scope that it is in.</param>
/// <param name="Node">Its name.</param>
internal readonly record struct Passed(WorkflowPlace Scope, string Node)
{
    /// <summary>The exit of a wait whose time was up.</summary>
    public const string Timeout = "timeout";

    /// <summary>The exit by which the branch left it: one that a choice names, or <see cref="Timeout"/>. Null: the one behind it, also for what was skipped.</summary>
    public string? Exit { get; init; }

    /// <summary>What the journal keeps of it: what a step returned or an operator gave in its place, or the event that a wait took last, as JSON. Null: nothing.</summary>
    public string? Result { get; init; }
}
