using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>Headers that an instance carries: those that its start was given, then what the events bring that start or wake it. What it carries it keeps.</summary>
internal static class CarriedHeaders
{
    private const int MaxCount = 32;

    public static ImmutableSortedDictionary<string, string> At(StartTrigger trigger, EngineSettings settings)
    {
        return Taken(trigger.Headers is null ? Execution.NoHeaders : Execution.NoHeaders.SetItems(trigger.Headers), trigger.Context, settings);
    }

    /// <summary>The headers that a command to start an instance was given, with those of its message that are chosen. Null: none.</summary>
    public static IReadOnlyDictionary<string, string>? Given(IReadOnlyDictionary<string, string>? headers, EventContext context, EngineSettings settings)
    {
        var given = Taken(headers is null ? Execution.NoHeaders : Execution.NoHeaders.SetItems(headers), context, settings);
        return given.IsEmpty ? null : given;
    }

    /// <exception cref="UserCodeException">A header is too long to be carried.</exception>
    public static void Take(TransitionDraft draft, string node, EventContext context)
    {
        var carried = Taken(draft.Execution.Headers, context, draft.Settings);
        if (ReferenceEquals(carried, draft.Execution.Headers))
            return;

        if (ProblemOf(carried) is { } problem)
            throw new UserCodeException(node, new InvalidOperationException(problem));

        draft.Execution = draft.Execution with { Headers = carried };
    }

    /// <returns>What is wrong with them; null: nothing.</returns>
    public static string? ProblemOf(IReadOnlyDictionary<string, string>? headers)
    {
        if (headers is null)
            return null;

        if (headers.Count > MaxCount)
            return $"An instance may carry {MaxCount} headers, but there are {headers.Count}.";

        foreach (var (name, value) in headers)
        {
            if ((value is null ? $"The value of header '{name}' is missing." : HeaderText.ProblemOf(name, value)) is { } problem)
                return ErrorText.Clean(problem);
        }

        return null;
    }

    private static ImmutableSortedDictionary<string, string> Taken(ImmutableSortedDictionary<string, string> carried, EventContext context, EngineSettings settings)
    {
        foreach (var name in settings.CarriedHeaders)
        {
            if (!carried.ContainsKey(name) && context.Header(name) is { } value)
                carried = carried.Add(name, value);
        }

        return carried;
    }
}
