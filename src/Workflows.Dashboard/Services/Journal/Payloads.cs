using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Journal;

/// <summary>Takes out what holds users' data, for viewers who may not see it.</summary>
internal static class Payloads
{
    public static WorkflowJournalEntry Without(WorkflowJournalEntry entry)
    {
        var detail = WithoutState(entry.Detail);
        return entry.Patch is null && entry.Error?.StackTrace is null && detail == entry.Detail
            ? entry
            : entry with { Patch = null, Detail = detail, Error = Without(entry.Error) };
    }

    public static WorkflowDetails Without(WorkflowDetails details) => details with
    {
        State = "{}",
        Error = Without(details.Error),
        KeptEvents = [.. details.KeptEvents.Select(kept => kept with { Body = "{}" })],
    };

    private static WorkflowError? Without(WorkflowError? error) => error is null ? null : error with { StackTrace = null };

    /// <summary>The first entry keeps the starting state. A detail that cannot be read may hold anything.</summary>
    private static string? WithoutState(string? detail)
    {
        if (detail is null)
            return null;

        try
        {
            if (JsonNode.Parse(detail) is not JsonObject members)
                return null;

            var state = members.FirstOrDefault(member => string.Equals(member.Key, "state", StringComparison.OrdinalIgnoreCase)).Key;
            return state is not null && members.Remove(state) ? members.ToJsonString() : detail;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
