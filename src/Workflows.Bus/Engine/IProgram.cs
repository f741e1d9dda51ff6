using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// What instances run on, as far as the engine asks: a declarative plan, or anything else that can say what comes next. It decides nothing of what is common to
/// all instances, and knows nothing of timers, attempts and operators.
/// </summary>
internal interface IProgram
{
    /// <summary>What holds for every instance, wherever it stands.</summary>
    ProgramTerms Terms { get; }

    /// <summary>Whether it answers from what happened before: whoever decides then hands over the journal, see <see cref="WorkflowInstance.Journal"/>.</summary>
    bool NeedsJournal { get; }

    /// <param name="instance">As it is stored, or about to be.</param>
    /// <returns>What is asked for one decision.</returns>
    ICourse CourseOf(WorkflowInstance instance);
}
