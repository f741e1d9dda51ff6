using BenchmarkDotNet.Attributes;
using MassTransit;
using MassTransit.Context;
using MassTransit.Serialization;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Bench.Micro;

/// <summary>What the envelope of a step message costs, beside MassTransit's own code for it.</summary>
[MemoryDiagnoser]
public class EnvelopeBenchmarks
{
    private static readonly SystemTextJsonMessageSerializer _stock = new();

    private ExecuteStep _step = null!;
    private MessageBody _body = null!;
    private MessageBody _stockBody = null!;

    /// <summary>Characters of the state.</summary>
    [Params(100, 10_000)]
    public int StateLength { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _step = new ExecuteStep
        {
            InstanceId = Guid.NewGuid(),
            Workflow = "Step",
            Version = 1,
            Node = "step-1",
            Token = 1,
            Attempt = 1,
            Revision = 1,
            State = $$"""{"Ballast":"{{new string('x', StateLength)}}"}""",
            ReplyTo = new Uri("exchange:step"),
            ReportInterval = TimeSpan.FromSeconds(100),
        };
        _body = new BytesMessageBody(Write());
        _stockBody = new BytesMessageBody(StockWrite());
    }

    [Benchmark]
    public byte[] Write()
    {
        var context = Context();
        StepEnvelopeSerializer.Use(context);
        return context.Body.GetBytes();
    }

    [Benchmark]
    public byte[] StockWrite() => Context().Body.GetBytes();

    [Benchmark]
    public ExecuteStep Read() => Read(new StepEnvelopeDeserializer(), _body);

    [Benchmark]
    public ExecuteStep StockRead() => Read(_stock, _stockBody);

    private static ExecuteStep Read(IMessageDeserializer deserializer, MessageBody body) =>
        deserializer.Deserialize(body, EmptyHeaders.Instance).TryGetMessage<ExecuteStep>(out var step) ? step! : throw new InvalidOperationException("It is a step message.");

    private MessageSendContext<ExecuteStep> Context() => new(_step)
    {
        Serializer = _stock,
        ConversationId = Guid.NewGuid(),
        SourceAddress = new Uri("rabbitmq://localhost/source"),
        DestinationAddress = new Uri("rabbitmq://localhost/steps"),
    };
}
