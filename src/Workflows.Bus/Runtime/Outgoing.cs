using MassTransit;

namespace Workflows.Runtime;

/// <summary>How messages go to queues of ours.</summary>
internal static class Outgoing<T>
    where T : class
{
    public static readonly IPipe<SendContext<T>> Pipe = MassTransit.Pipe.Execute<SendContext<T>>(static context =>
    {
        Mandatory.Set(context);
        StepEnvelopeSerializer.Use(context);
    });
}
