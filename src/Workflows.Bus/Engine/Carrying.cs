using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>Leaves a step to the worker that brought it about, which goes on with it under the message that it has.</summary>
internal static class Carrying
{
    /// <param name="draft">The transition.</param>
    /// <param name="carrier">What the token notes as <see cref="Token.CarriedBy"/>; null: nobody goes on.</param>
    /// <param name="queue">The queue that the worker works for: it gets the first step on it.</param>
    public static void Next(TransitionDraft draft, int? carrier, string? queue)
    {
        if (carrier is null || draft.EndedAs is not null)
            return;

        var next = draft.DispatchedTokens.FirstOrDefault(token => draft.Find(token) is ProgramStep { MayContinue: true } step && step.Queue == queue);
        if (next is not null)
            draft.Tokens[draft.Tokens.IndexOf(next)] = next with { CarriedBy = carrier };
    }
}
