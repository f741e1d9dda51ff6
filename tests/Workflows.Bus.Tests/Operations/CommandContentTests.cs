using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Operations;
using Workflows.Runtime;
using Workflows.Tests.Runtime;

namespace Workflows.Tests.Operations;

public sealed class CommandContentTests
{
    private static readonly Guid _id = Guid.NewGuid();
    private readonly PickyBroker _broker = new();

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => [nameof(StartWorkflow), nameof(SkipWorkflowStep), nameof(SendWorkflowEvent)];

    [Theory]
    [InlineData(nameof(StartWorkflow), "The starting state of order cannot be sent: it is 5,008 bytes as JSON, but the limit is 2,000 (StateSizeLimit).")]
    [InlineData(nameof(SkipWorkflowStep), "The result of the skipped step cannot be sent: it is 5,008 bytes as JSON, but the limit is 2,000 (StateSizeLimit).")]
    [InlineData(nameof(SendWorkflowEvent), "The event cannot be sent: it is 5,008 bytes as JSON, but the limit is 4,000 (MessageSizeLimit).")]
    public async Task One_above_our_own_limit_is_refused_and_the_broker_is_not_asked(string kind, string says)
    {
        var refused = await ShouldRefuseAsync(Command(kind, length: 5_000));

        refused.Message.ShouldStartWith(says);
        _broker.Asked.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_above_what_the_broker_takes_is_refused_with_its_words(string kind)
    {
        _broker.Most = 1_000;

        (await ShouldRefuseAsync(Command(kind, length: 1_500))).Message.ShouldContain($" cannot be sent: The broker does not take {kind}: ");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_is_counted_with_its_quotation_marks_escaped(string kind)
    {
        await Content().CheckAsync(Command(kind, length: 400, of: "\\\""), Canceled);

        _broker.Asked.ShouldHaveSingleItem().ShouldBeInRange(400 * 4, (400 * 4) + 600);
    }

    [Fact]
    public async Task All_that_a_command_carries_counts()
    {
        _broker.Most = 1_000;

        var refused = await ShouldRefuseAsync(new PauseWorkflow { InstanceId = _id, Reason = new string('x', 1_500) });

        refused.Message.ShouldStartWith("The command cannot be sent: The broker does not take PauseWorkflow: ");
    }

    [Fact]
    public void A_state_that_is_too_large_is_not_even_written()
    {
        var command = (StartWorkflow)Command(nameof(StartWorkflow), 0);

        Should.Throw<WorkflowRefusedException>(() => Content().WithState(command, new Order { OrderId = new string('x', 5_000) }))
            .Message.ShouldMatch(@"^The starting state of order cannot be sent: Order is 5,\d\d\d bytes as JSON, but the limit is 2,000 \(StateSizeLimit\)");
    }

    private async Task<WorkflowRefusedException> ShouldRefuseAsync(object command)
    {
        var refused = await Should.ThrowAsync<WorkflowRefusedException>(() => Content().CheckAsync(command, Canceled));
        (refused.Refusal, refused.InstanceId).ShouldBe((WorkflowRefusal.Malformed, _id));
        return refused;
    }

    private CommandContent Content() => new(
        new EngineJson(
            WorkflowJson.ForStates(new ContentSize(2_000, nameof(DurableWorkflowOptions.StateSizeLimit)), []),
            WorkflowJson.ForStates(new ContentSize(4_000, nameof(DurableWorkflowOptions.MessageSizeLimit)), [])),
        _broker);

    private static object Command(string kind, int length, string of = "x")
    {
        var text = $$"""{"T":"{{string.Concat(Enumerable.Repeat(of, length))}}"}""";
        return kind switch
        {
            nameof(StartWorkflow) => new StartWorkflow { Workflow = "order", State = text, InstanceId = _id },
            nameof(SkipWorkflowStep) => new SkipWorkflowStep { InstanceId = _id, Result = text },
            _ => new SendWorkflowEvent { InstanceId = _id, MessageType = "OrderPaid", Body = text },
        };
    }
}
