using System.Runtime.Serialization;
using System.Text;
using MassTransit;
using MassTransit.Context;
using MassTransit.Serialization;
using Workflows.Contracts;
using Workflows.Runtime;
using Workflows.Tests.Conventions;

namespace Workflows.Tests.Runtime;

public sealed class StepEnvelopeTests
{
    private static readonly SystemTextJsonMessageSerializer _stock = new();

    private static readonly ExecuteStep _step = WireSamples.All.OfType<ExecuteStep>().Single() with
    {
        Node = "charge \"now\"",
        State = """{"Name":"Zoë \\ </script>","Items":[1,2]}""",
        Key = "ключ",
    };

    public static TheoryData<bool, bool> Makes => new() { { true, true }, { true, false }, { false, true } };

    [Theory]
    [MemberData(nameof(Makes))]
    public void A_step_message_is_read_as_it_was_written_by_whichever_of_the_two(bool compiledWrites, bool compiledReads)
    {
        var sent = Sent(compiledWrites);
        sent.Headers.Set("tenant", "north");

        var read = Deserializer(compiledReads).Deserialize(sent.Body, EmptyHeaders.Instance);

        read.TryGetMessage<ExecuteStep>(out var message).ShouldBeTrue();
        ShouldBeSame(message, _step);
        read.IsSupportedMessageType<ExecuteStep>().ShouldBeTrue();
        read.MessageId.ShouldBe(sent.MessageId);
        read.CorrelationId.ShouldBe(sent.CorrelationId);
        read.ConversationId.ShouldBe(sent.ConversationId);
        read.InitiatorId.ShouldBe(sent.InitiatorId);
        read.RequestId.ShouldBe(sent.RequestId);
        read.SourceAddress.ShouldBe(sent.SourceAddress);
        read.DestinationAddress.ShouldBe(sent.DestinationAddress);
        read.ResponseAddress.ShouldBe(sent.ResponseAddress);
        read.FaultAddress.ShouldBe(sent.FaultAddress);
        read.SentTime.ShouldBe(sent.SentTime);
        read.Headers.Get<string>("Tenant").ShouldBe("north", "MassTransit's headers have no case.");
        read.Host.MachineName.ShouldBe(Environment.MachineName);
        read.Host.ProcessId.ShouldBe(Environment.ProcessId);
    }

    [Fact]
    public void What_was_read_can_be_passed_on_as_it_is()
    {
        var sent = Sent(compiled: true);
        var read = Deserializer(compiled: true).Deserialize(sent.Body, EmptyHeaders.Instance);
        var forward = new MessageSendContext<ExecuteStep>(_step) { Serializer = read.GetMessageSerializer() };

        var again = _stock.Deserialize(forward.Body, EmptyHeaders.Instance);

        again.TryGetMessage<ExecuteStep>(out var message).ShouldBeTrue();
        ShouldBeSame(message, _step);
        again.ConversationId.ShouldBe(sent.ConversationId);
    }

    [Fact]
    public void A_header_that_is_not_text_is_written_by_the_default_serializer()
    {
        var sent = Sent(compiled: true);
        sent.Headers.Set("priority", 7);

        var read = Deserializer(compiled: true).Deserialize(sent.Body, EmptyHeaders.Instance);

        read.TryGetMessage<ExecuteStep>(out var message).ShouldBeTrue();
        ShouldBeSame(message, _step);
        read.Headers.Get<int>("priority").ShouldBe(7);
    }

    [Fact]
    public void A_time_to_live_is_written_by_the_default_serializer()
    {
        var sent = Sent(compiled: true);
        sent.TimeToLive = TimeSpan.FromHours(1);

        Deserializer(compiled: true).Deserialize(sent.Body, EmptyHeaders.Instance).ExpirationTime.ShouldNotBeNull();
    }

    [Fact]
    public void A_serializer_that_the_application_chose_stays()
    {
        var chosen = new SystemTextJsonRawMessageSerializer();
        var context = new MessageSendContext<ExecuteStep>(_step) { Serializer = chosen };

        StepEnvelopeSerializer.Use(context);

        context.Serializer.ShouldBeSameAs(chosen);
    }

    [Fact]
    public void Other_messages_keep_their_serializer()
    {
        var context = new MessageSendContext<RedriveWorkflow>(new RedriveWorkflow(Guid.NewGuid())) { Serializer = _stock };

        StepEnvelopeSerializer.Use(context);

        context.Serializer.ShouldBeSameAs(_stock);
    }

    [Fact]
    public void Another_message_in_the_queue_is_not_taken_for_a_step()
    {
        var other = new MessageSendContext<RedriveWorkflow>(new RedriveWorkflow(Guid.NewGuid())) { Serializer = _stock };

        var read = Deserializer(compiled: true).Deserialize(other.Body, EmptyHeaders.Instance);

        read.TryGetMessage<ExecuteStep>(out _).ShouldBeFalse();
        read.TryGetMessage<RedriveWorkflow>(out var message).ShouldBeTrue();
        message.ShouldBe(other.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("not JSON")]
    [InlineData("""{"messageType":["urn:message:Workflows.Contracts:ExecuteStep"],"message":null}""")]
    public void What_is_no_envelope_is_refused_as_MassTransit_refuses_it(string body) =>
        Should.Throw<SerializationException>(() => Deserializer(compiled: true).Deserialize(new BytesMessageBody(Encoding.UTF8.GetBytes(body)), EmptyHeaders.Instance));

    [Fact]
    public void A_large_state_leaves_nothing_behind_for_the_next_message()
    {
        foreach (var length in (int[])[1_000_000, 10, 100_000, 1])
        {
            var step = _step with { State = $"\"{new string('x', length)}\"" };

            var read = Deserializer(compiled: false).Deserialize(Sent(compiled: true, step).Body, EmptyHeaders.Instance);

            read.TryGetMessage<ExecuteStep>(out var message).ShouldBeTrue();
            ShouldBeSame(message, step);
        }
    }

    [Fact]
    public void An_envelope_without_spaces_takes_less_room()
    {
        var compiled = Sent(compiled: true).Body.GetBytes();
        var stock = Sent(compiled: false).Body.GetBytes();

        compiled.Length.ShouldBeLessThan(stock.Length);
        Encoding.UTF8.GetString(compiled).ShouldContain("""{\"Name\":\"Zoë""", customMessage: "The state stays readable in the broker's pages.");
    }

    private static void ShouldBeSame(ExecuteStep? message, ExecuteStep step)
    {
        message.ShouldNotBeNull().Headers.ShouldBe(step.Headers);
        (message with { Headers = step.Headers }).ShouldBe(step);
    }

    private static IMessageDeserializer Deserializer(bool compiled) => compiled ? new StepEnvelopeDeserializer() : _stock;

    private static MessageSendContext<ExecuteStep> Sent(bool compiled, ExecuteStep? step = null)
    {
        var context = new MessageSendContext<ExecuteStep>(step ?? _step)
        {
            Serializer = _stock,
            CorrelationId = Guid.NewGuid(),
            ConversationId = Guid.NewGuid(),
            InitiatorId = Guid.NewGuid(),
            RequestId = Guid.NewGuid(),
            SourceAddress = new Uri("rabbitmq://broker/source"),
            DestinationAddress = new Uri("rabbitmq://broker/steps"),
            ResponseAddress = new Uri("rabbitmq://broker/response"),
            FaultAddress = new Uri("rabbitmq://broker/fault"),
        };
        if (compiled)
            StepEnvelopeSerializer.Use(context);

        return context;
    }
}
