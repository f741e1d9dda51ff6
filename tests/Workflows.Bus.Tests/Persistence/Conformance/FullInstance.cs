using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>An instance with no field left at its default.</summary>
internal static class FullInstance
{
    private static readonly DateTimeOffset _at = Parcels.Noon.AddMicroseconds(123_457);

    public static WorkflowInstance Create() => new()
    {
        Id = Guid.NewGuid(),
        Workflow = "Parcel",
        Version = 3,
        Status = WorkflowStatus.Paused,
        Revision = 1,
        Key = "žluťoučký * kůň",
        Tags = ImmutableDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string> { ["tenant"] = "a \"b\"", ["región"] = "" }),
        State = """{"Number":"1"}""",
        Execution = Execution(),
        Error = new WorkflowError { Type = "A.B", Message = "m 🐎", StackTrace = "s\n\tt", BaseTypes = ["C", "D"] },
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        CreatedAt = _at,
        UpdatedAt = _at.AddSeconds(1),
        FinishedAt = _at.AddSeconds(2),
        StaleAt = _at.AddSeconds(3),
    };

    public static Execution Execution() => new()
    {
        Tokens = [Token(), new Token { Id = 2, Node = "b", State = WorkflowTokenState.Scheduled, Since = _at }],
        Scopes = [new Scope { Place = WorkflowPlace.Root.In("lines", 2), Since = _at }],
        Subscriptions = [new Subscription("delivery", "Shop.ParcelDelivered", "1") { Scope = WorkflowPlace.Root.In("lines", 2) }],
        KeptEvents = [new KeptEvent(Guid.NewGuid(), "Shop.ParcelDelivered", """{"Number":"\u0022 <&>"}""", _at, [WorkflowPlace.Of("delivery"), WorkflowPlace.Root.In("lines", 2).In("other")])],
        SeenEvents = [Guid.NewGuid(), Guid.NewGuid()],
        Commands = [Guid.NewGuid()],
        Outbox = [Message(new Uri("exchange:orders")), Message(null)],
        Headers = Workflows.Instances.Execution.NoHeaders.Add("tenant", "acme"),
        LastToken = 5,
        LastTimer = 6,
        LastEntry = 7,
        Paused = true,
        Undefined = true,
        FaultedAt = _at.AddMinutes(3),
        TimeoutTimer = Guid.NewGuid(),
        TimeoutAt = DateTimeOffset.MaxValue,
        TimeoutPassed = true,
    };

    public static Token Token() => new()
    {
        Id = 1,
        Node = "čekání",
        State = WorkflowTokenState.Backoff,
        Since = _at,
        Scope = WorkflowPlace.Root.In("lines", 2),
        Attempt = 3,
        FailureCount = 4,
        LossCount = 5,
        CarriedBy = 6,
        Timer = Guid.NewGuid(),
        DueAt = _at.AddTicks(7),
        EventTypes = ["Shop.ParcelDelivered", "Shop.ParcelLost"],
        Received = ["Shop.ParcelSigned"],
        Elapsed = true,
        Ended = Ended(),
        Error = new WorkflowError { Type = "E.F", Message = "of the token", StackTrace = "t", BaseTypes = ["G"] },
        StartedAt = _at.AddMinutes(1),
        Worker = "worker-1",
        HeardAt = _at.AddMinutes(2),
        Repeated = true,
    };

    private static EndedAttempt Ended() => new()
    {
        Outcome = StepOutcome.Reattempt,
        Patch = "[]",
        Reason = "not yet",
        ReattemptAfter = TimeSpan.FromSeconds(1.5),
        Error = new WorkflowError { Type = "A.B", Message = "m", BaseTypes = ["C"] },
        Messages = [Message(null).Message],
        StartedAt = _at,
        Duration = TimeSpan.FromTicks(7),
        Worker = "worker-2",
    };

    private static OutboxMessage Message(Uri? destination) => new(new HeldMessage
    {
        MessageId = Guid.NewGuid(),
        Destination = destination,
        MessageType = "Shop.IParcelBilled, Shop",
        MessageUrn = "urn:message:Shop:IParcelBilled",
        BodyType = "Shop.ParcelBilled, Shop",
        Body = """{"Number":"1"}""",
        Headers = new Dictionary<string, string> { ["tenant"] = "acme" },
    })
    {
        TakenAt = _at.AddMinutes(2),
        FailureCount = 2,
        Failure = new WorkflowError { Type = "A.B", Message = "m", StackTrace = null, BaseTypes = ["C"] },
    };
}
