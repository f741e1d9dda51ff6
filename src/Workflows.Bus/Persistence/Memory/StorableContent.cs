using System.Text.Json;
using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>Refuses what PostgreSQL would refuse, so that a workflow that works in memory works there as well.</summary>
internal static class StorableContent
{
    /// <summary>About what fits into an entry of an index there.</summary>
    private const int MaxKeyLength = 2_500;

    /// <exception cref="UnstorableException">The state is not JSON, or a text contains a null character.</exception>
    public static void Check(Transition transition)
    {
        var instance = transition.Instance;
        if (transition.StateChanged || transition.IsNew)
            CheckJson(instance.State, instance.Id);

        CheckText(instance.Key, "The key", instance.Id);
        if (instance.Key?.Length > MaxKeyLength)
            throw new UnstorableException($"The key of instance {instance.Id} has {instance.Key.Length} characters, more than an index of PostgreSQL can hold.");

        foreach (var (name, value) in instance.Tags)
        {
            CheckText(name, "The name of a tag", instance.Id);
            CheckText(value, "A tag", instance.Id);
        }

        foreach (var entry in transition.Entries)
        {
            CheckText(entry.Actor, "The actor", instance.Id);
            CheckText(entry.Reason, "The reason", instance.Id);
        }
    }

    private static void CheckJson(string text, Guid id)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new UnstorableException($"The state of instance {id} is not JSON: {exception.Message}", exception);
        }
    }

    private static void CheckText(string? text, string what, Guid id)
    {
        if (text?.Contains('\0', StringComparison.Ordinal) == true)
            throw new UnstorableException($"{what} of instance {id} contains the null character \\u0000, which PostgreSQL cannot store.");
    }
}
