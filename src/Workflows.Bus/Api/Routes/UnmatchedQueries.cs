using Microsoft.AspNetCore.Http;
using Workflows.Api.Input;
using Workflows.Api.Models;
using Workflows.Contracts;

namespace Workflows.Api.Routes;

/// <summary>Reads events that no instance listens for.</summary>
internal static class UnmatchedQueries
{
    private const int MaxList = 200;

    private static readonly IntegerField _limit = new("limit", "Events in a page.", 1, MaxList) { Default = 50, Example = 50 };

    private static readonly Page<UnmatchedEvent> _example = new(
        [
            Shown(new WorkflowUnmatchedEvent
            {
                EventId = Guid.Parse("0194f1d3-0b5a-7c44-8e21-5a1f0c9d7b62"),
                EventType = "Shop.UserConfirmed",
                Keys = [new WorkflowUnmatchedKey("Onboarding", "confirmation", "user-24")],
                Body = """{"userId":"user-24"}""",
                ReceivedAt = new DateTimeOffset(2026, 5, 4, 12, 30, 0, TimeSpan.Zero),
                ExpiresAt = new DateTimeOffset(2026, 5, 4, 12, 35, 0, TimeSpan.Zero),
            }),
        ],
        "CN4pV8kAAAAAlPHSfB57Op1YP2sqTI4Q");

    public static IEnumerable<ApiRoute> Routes =>
    [
        new ApiRoute
        {
            Method = HttpMethods.Get,
            Pattern = "/unmatched-events",
            Id = "listUnmatchedEvents",
            Summary = "Lists events that came and that no instance listens for, while they are kept; those that are kept longest first.",
            Query = [Fields.After, _limit],
            Responses = [new ApiResponse(StatusCodes.Status200OK, "A page.", _example)],
            Run = ListAsync,
        },
    ];

    private static async Task<ApiAnswer> ListAsync(ApiCall call)
    {
        var page = await call.Insights.ListUnmatchedEventsAsync(call.Query.Find(Fields.After), call.Query.FindValue(_limit) ?? _limit.Default!.Value, call.CancellationToken);
        return new ApiAnswer(new Page<UnmatchedEvent>([.. page.Items.Select(Shown)], page.Next));
    }

    private static UnmatchedEvent Shown(WorkflowUnmatchedEvent unmatched) => new(
        unmatched.EventId,
        unmatched.EventType,
        [.. unmatched.Keys.Select(key => new UnmatchedKey(key.Workflow, key.Wait, key.Key))],
        ApiJson.Embed(unmatched.Body),
        unmatched.ReceivedAt,
        unmatched.ExpiresAt);
}
