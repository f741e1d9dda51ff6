using Workflows.Api.Models;
using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Api.Routes;

/// <summary>Answers as they may look, for the OpenAPI document. Their types are its schemas.</summary>
internal static class Examples
{
    private static readonly Guid _id = Guid.Parse(Fields.ExampleId);
    private static readonly DateTimeOffset _at = new(2026, 5, 4, 12, 30, 0, TimeSpan.Zero);

    private static readonly WorkflowSummary _summary = new()
    {
        InstanceId = _id,
        Workflow = "Onboarding",
        Version = 1,
        Status = WorkflowStatus.Waiting,
        CurrentNode = "confirmation",
        WaitingFor = ["urn:message:Shop:UserConfirmed"],
        DueAt = _at.AddDays(7),
        Key = "user-42",
        Tags = new Dictionary<string, string> { ["tenant"] = "acme" },
        Revision = 5,
        CreatedAt = _at,
        UpdatedAt = _at,
        InNodeSince = _at,
    };

    private static readonly WorkflowDefinitionView _definition = new()
    {
        Name = "Onboarding",
        Version = 1,
        Endpoint = "OnboardingWorkflow",
        StartedBy = ["Shop.UserSignedUp"],
        Nodes =
        [
            new WorkflowNodeView { Name = "SendWelcome", Kind = NodeKinds.Step.Name, Label = "up to 5 attempts" },
            new WorkflowNodeView { Name = "confirmation", Kind = NodeKinds.Wait.Name, Label = "UserConfirmed within 7 days", EventTypes = ["urn:message:Shop:UserConfirmed"] },
        ],
        Edges = [new WorkflowEdgeView("SendWelcome", "confirmation")],
        RegisteredAt = _at,
    };

    public static readonly Page<InstanceSummary> List = new([new InstanceSummary(_summary)], "CN4pV8kAAAAAlPHSfB57Op1YP2sqTI4Q");

    public static readonly Instance Instance = new(new WorkflowDetails
    {
        Summary = _summary,
        State = """{"UserId":"user-42","Email":"user@example.com"}""",
        Tokens = [new WorkflowToken { Token = 3, Node = "confirmation", Place = "confirmation", State = WorkflowTokenState.Waiting, Since = _at, DueAt = _at.AddDays(7) }],
        Subscriptions = [new WorkflowSubscription("confirmation", "urn:message:Shop:UserConfirmed", "user-42")],
        KeptEvents = [],
        Operations = AllowedOperations.Of(new InstanceStanding(WorkflowStatus.Waiting, HasPendingRetry: false, IsListening: true)),
    });

    public static readonly Page<JournalEntry> Journal = new(
        [
            new JournalEntry(new WorkflowJournalEntry { Sequence = 1, At = _at, Kind = "WorkflowStarted", Detail = """{"key":"user-42","version":1,"state":"{\"UserId\":\"user-42\"}"}""" }),
            new JournalEntry(new WorkflowJournalEntry { Sequence = 2, At = _at, Kind = "WorkflowPaused", Actor = "ann", Reason = "payment provider is down" }),
        ],
        null);

    public static readonly Started Started = new(_id, StartOutcome.Started);

    public static readonly Started Running = new(_id, StartOutcome.ReturnedRunning);

    public static readonly Operated Operated = new(_id, WorkflowStatus.Paused);

    public static readonly DefinitionList Definitions = new([new DefinitionSummary(_definition)]);

    public static readonly DefinitionGraph Definition = new(_definition, [1]);
}
