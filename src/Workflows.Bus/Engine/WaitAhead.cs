using Workflows.Contracts;

namespace Workflows.Engine;

/// <summary>A wait that an instance may still come to, in the scope in which it would.</summary>
internal readonly record struct WaitAhead(WorkflowPlace Scope, ProgramWait Wait)
{
    public WorkflowPlace Place => Scope.In(Wait.Name);
}
