using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Runtime;

public sealed class FaultLogTests
{
    [Fact]
    public void A_lost_attempt_is_logged()
    {
        using var log = new CapturedLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var instance = new WorkflowInstance
        {
            Id = Guid.NewGuid(),
            Workflow = "order",
            Version = 1,
            Status = WorkflowStatus.Running,
            State = "{}",
            Execution = Execution.Empty,
            CreatedAt = default,
            UpdatedAt = default,
        };
        new FaultLog(loggers.CreateLogger<FaultLog>()).Committed(new Transition
        {
            Instance = instance,
            IsNew = false,
            StateChanged = false,
            Entries = [new JournalEntry { Sequence = 2, At = default, Kind = EntryKind.StepLost, Node = "charge", Attempt = 3 }],
        });

        var line = log.Lines.ShouldHaveSingleItem();
        line.EventId.ShouldBe(1006);
        line.Message.ShouldBe($"Attempt 3 of step charge of instance {instance.Id} was lost with its worker.");
    }
}
