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
            && FitsPlace(search, InstancePosition.Of(instance))
            && (search.Fingerprint is null || search.Fingerprint == stored.Fingerprint)
            && (search.UnchangedSince is null || (!instance.Status.IsTerminal() && instance.UpdatedAt <= search.UnchangedSince))
            && (search.Cutoff is not { } cutoff || (instance.CreatedAt <= cutoff && (instance.Status != WorkflowStatus.Faulted || instance.UpdatedAt <= cutoff)))
            && FitsText(search.Text, instance);
    }

    private static bool FitsPlace(WorkflowSearch search, InstancePosition position) =>
        (search.Node is null || search.Node == position.Node) && (search.WaitingFor is null || AwaitedEvents.Names(position.WaitingFor).Contains(search.WaitingFor));

    private static bool FitsText(string? text, WorkflowInstance instance)
    {
        var words = SearchWords.Of(text);
        if (words.Count == 0)
            return true;

        if (FoldedKey.Of(instance.Key)?.StartsWith(FoldedKey.Of(text!.Trim())!, StringComparison.Ordinal) == true)
            return true;

        var error = instance.Error is { } last ? $"{last.Type} {InstancePosition.Shorten(last.Message)}" : null;
        return error is not null && words.All(word => error.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
