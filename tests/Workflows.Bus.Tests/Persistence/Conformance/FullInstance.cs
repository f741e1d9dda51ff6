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
        Subscriptions = [new Subscription("delivery", "Shop.ParcelDelivered", "1")],
        KeptEvents = [new KeptEvent(Guid.NewGuid(), "Shop.ParcelDelivered", """{"Number":"\u0022 <&>"}""", _at, ["delivery", "other"])],
        SeenEvents = [Guid.NewGuid(), Guid.NewGuid()],
        Commands = [Guid.NewGuid()],
        Outbox = [Message(new Uri("exchange:orders")), Message(null)],
        LastToken = 5,
        LastTimer = 6,
        LastEntry = 7,
        Paused = true,
        Undefined = true,
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
        Iteration = 2,
        Attempt = 3,
        FailureCount = 4,
        LossCount = 5,
        CarriedBy = 6,
        Timer = Guid.NewGuid(),
        DueAt = _at.AddTicks(7),
        EventTypes = ["Shop.ParcelDelivered", "Shop.ParcelLost"],
        Received = ["Shop.ParcelSigned"],
        Elapsed = true,
        StartedAt = _at.AddMinutes(1),
        Worker = "worker-1",
    };

    private static HeldMessage Message(Uri? destination) => new()
    {
        MessageId = Guid.NewGuid(),
        Destination = destination,
        MessageType = "Shop.ParcelBilled, Shop",
        Body = """{"Number":"1"}""",
    };
}
