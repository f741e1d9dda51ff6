using Workflows.Instances;

namespace Workflows.Persistence.Grouping;

/// <summary>A question for kept events.</summary>
internal sealed record ParkedQuestion(string Workflow, IReadOnlyList<WaitKey> Keys)
{
    public IReadOnlyList<ParkedEvent> AnswerFrom(IEnumerable<ParkedEvent> found) => [.. found.Where(parked => parked.Keys.Any(Keys.Contains))];
}
