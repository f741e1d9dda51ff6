using Workflows.Contracts;

namespace Workflows.Engine;

/// <summary>What a program asks to be opened: a node in a scope. A scope that is not open yet is opened with it.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="Node">The node that is entered; null: there is nothing in the scope.</param>
internal readonly record struct Opening(WorkflowPlace Scope, ProgramNode? Node);
