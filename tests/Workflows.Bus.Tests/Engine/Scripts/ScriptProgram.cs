using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine.Scripts;

/// <summary>
/// A process as plain code that is run again and again over what the journal has of it: each time it asks for one thing or several, it goes on only with what came of all
/// of them. No node of it exists before it is asked for. It shows that the engine needs no plan.
/// </summary>
/// <param name="body">The code. What it yields is opened at once; what came of it stands in the record when it goes on.</param>
internal sealed class ScriptProgram(Func<ScriptRecord, IEnumerable<ProgramNode[]>> body) : IProgram
{
    /// <summary>Where an instance stands that is to begin later.</summary>
    public const string Beginning = "beginning";

    public ProgramTerms Terms { get; init; } = new() { Identity = new WorkflowIdentity("Script", 1), StateType = typeof(Order), FirstNode = Beginning };

    public bool NeedsJournal => true;

    public ICourse CourseOf(WorkflowInstance instance) => new ScriptCourse(this, instance);

    /// <summary>Everything that the code has asked for, in that order.</summary>
    public IReadOnlyList<ProgramNode> Asked(ScriptRecord record)
    {
        var asked = new List<ProgramNode>();
        foreach (var nodes in body(record))
        {
            asked.AddRange(nodes);
            if (nodes.Any(node => !record.Has(node.Name)))
                break;
        }

        return asked;
    }
}
