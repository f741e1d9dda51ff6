using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Memory;

/// <summary>Whether a search finds an instance.</summary>
internal static class MemorySearch
{
    public static bool Fits(WorkflowSearch search, MemoryInstance stored)
    {
        var instance = stored.Current;
        return MemoryFilter.Fits(search.Filter, instance)
            && (search.Node is null || StandsAt(search.Node, stored))
            && (search.WaitingFor is null || stored.Places.Any(place => AwaitedEvents.Spellings(search.WaitingFor).Intersect(AwaitedEvents.Names(place.WaitingFor)).Any()))
            && (search.Fingerprint is null || stored.Places.Any(place => place.Fingerprint == search.Fingerprint))
            && (search.UnchangedSince is null || (!instance.Status.IsTerminal() && instance.UpdatedAt <= search.UnchangedSince))
            && (search.Cutoff is not { } cutoff || (instance.CreatedAt <= cutoff && (instance.Status != WorkflowStatus.Faulted || instance.UpdatedAt <= cutoff)))
            && FitsText(search.Text, instance);
    }

    private static bool StandsAt(string node, MemoryInstance stored) =>
        InstancePosition.Of(stored.Current).Node == node || stored.Places.Any(place => place.Node == node);

    private static bool FitsText(string? text, WorkflowInstance instance)
    {
        var words = SearchWords.Of(text);
        if (words.Count == 0)
            return true;

        if (SearchedId.Of(text)?.Fits(instance.Id) == true || SearchedTag.Fits(text!, instance.Tags))
            return true;

        if (FoldedKey.Of(instance.Key)?.StartsWith(FoldedKey.Of(text!.Trim())!, StringComparison.Ordinal) == true)
            return true;

        var error = instance.Error is { } last ? $"{last.Type} {InstancePosition.Shorten(last.Message)}" : null;
        return error is not null && words.All(word => error.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
