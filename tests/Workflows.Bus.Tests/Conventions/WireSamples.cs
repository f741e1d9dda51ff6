using Workflows.Contracts;

namespace Workflows.Tests.Conventions;

/// <summary>One of each message of Workflows.Contracts, with every member set.</summary>
internal static class WireSamples
{
    private static readonly Guid _id = new("10000000-0000-0000-0000-000000000001");
    private static readonly Guid _other = new("20000000-0000-0000-0000-000000000002");
    private static readonly DateTimeOffset _at = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<object> All { get; } =
    [
        new CancelWorkflow { InstanceId = _id, Actor = "ann", Reason = "why" },
        new PauseWorkflow { InstanceId = _id, Actor = "ann", Reason = "why" },
        new ResumeWorkflow { InstanceId = _id, Actor = "ann", Reason = "why" },
        new RetryWorkflow { InstanceId = _id, Actor = "ann", Reason = "why" },
        new RewindWorkflow { InstanceId = _id, Node = "charge", Actor = "ann", Reason = "why" },
        new SkipWorkflowStep { InstanceId = _id, Result = """{"Amount":1}""", Actor = "ann", Reason = "why" },
        new SendWorkflowEvent { InstanceId = _id, EventId = _other, MessageType = "Shop.OrderPaid", Body = """{"OrderId":"o-1"}""", Actor = "ann", Reason = "why" },
        new StartWorkflow
        {
            Workflow = "order",
            State = """{"OrderId":"o-1"}""",
            InstanceId = _id,
            Key = "o-1",
            Tags = new Dictionary<string, string> { ["country"] = "dk" },
            Headers = new Dictionary<string, string> { ["tenant"] = "acme" },
            StartAt = _at,
            Actor = "ann",
            Reason = "why",
        },
        new WorkflowStartAccepted(_id, StartOutcome.ReturnedRunning),
        new WorkflowOperationAccepted(_id, WorkflowStatus.Paused),
        new WorkflowOperationRefused(WorkflowRefusal.WrongStatus, "Resume is not possible.", _id),
        new RedriveWorkflow(_id),
        new WorkflowBulkAccepted(_id),
        new TimerElapsed(_id, _other) { SentAt = _at },
        new ExecuteStep
        {
            InstanceId = _id,
            Workflow = "order",
            Version = 3,
            Node = "charge",
            Token = 4,
            Place = "lines[5]/charge",
            Attempt = 2,
            Revision = 7,
            State = """{"OrderId":"o-1"}""",
            Key = "o-1",
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            ReplyTo = new Uri("queue:order"),
            ReportInterval = TimeSpan.FromSeconds(40),
            Headers = new Dictionary<string, string> { ["tenant"] = "acme" },
            Repeated = true,
        },
        new StepRunning { InstanceId = _id, Token = 4, Attempt = 2, StartedAt = _at, Worker = "worker-1", Redelivered = true },
        new StepRunningAnswer { InstanceId = _id, Token = 4, Attempt = 2, IsYours = true },
        new StepEnded
        {
            InstanceId = _id,
            Token = 4,
            Attempt = 2,
            Outcome = StepOutcome.Failed,
            Patch = """[{"op":"replace","path":"/Amount","value":1}]""",
            Reason = "why",
            ReattemptAfter = TimeSpan.FromMinutes(1.5),
            Error = new WorkflowError { Type = "System.TimeoutException", Message = "slow", StackTrace = "at Shop", BaseTypes = ["System.SystemException"] },
            Messages = [new HeldMessage { MessageId = _other, Destination = new Uri("queue:mail"), MessageType = "Shop.Receipt, Shop", Body = "{}", Headers = new Dictionary<string, string> { ["tenant"] = "acme" } }],
            StartedAt = _at,
            Duration = TimeSpan.FromMilliseconds(1.5),
            Worker = "worker-1",
        },
    ];
}
