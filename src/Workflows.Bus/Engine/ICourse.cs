using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// The course of one instance through its program, for one decision. Its answers follow from the instance, its journal, and what it was told of the decision so
/// far: asked the same again, it says the same. It throws nothing: what goes wrong in it is the error of a node that it opens.
/// </summary>
internal interface ICourse
{
    /// <inheritdoc cref="IProgram.Terms"/>
    ProgramTerms Terms { get; }

    /// <returns>What the instance begins with.</returns>
    ImmutableArray<Opening> Begin();

    /// <summary>A branch has passed a node, or the last scope of a node has ended. Told once, in the order in which it happens.</summary>
    /// <returns>What is opened for it: several places at once, or none, where the branch comes to its end or what follows depends on another one.</returns>
    ImmutableArray<Opening> Next(in Passed passed);

    /// <summary>The instance goes back to a node that it has passed, or at which it stands; what came of that node and behind it counts no more.</summary>
    /// <returns>What is opened for it.</returns>
    ImmutableArray<Opening> GoBack(string node);

    /// <returns>The node that is known there; null: none.</returns>
    ProgramNode? Find(WorkflowPlace scope, string node);

    /// <returns>The waits that the instance may still come to, with those at which it is: it listens for their events as soon as their keys are known.</returns>
    IEnumerable<WaitAhead> WaitsAhead(IReadOnlyList<Token> tokens, IReadOnlyList<Scope> scopes);

    /// <summary>Names of the nodes that are known, and so may be gone back to.</summary>
    IEnumerable<string> Names { get; }
}
