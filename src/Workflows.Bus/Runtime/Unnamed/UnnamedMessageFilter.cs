using MassTransit;
using MassTransit.Configuration;

namespace Workflows.Runtime.Unnamed;

/// <summary>
/// Lets an endpoint of ours, which takes messages of many types, take a message by the one type that it is of. MassTransit's serializers for raw bodies take
/// a message whose type nobody named, and with <c>AnyMessageType</c> every message, for whatever type is asked for: an event of a service that is not
/// written with MassTransit would be tried as each event and each command of ours, and fail. Stands before the pipe asks for types.
/// </summary>
internal sealed class UnnamedMessageFilter(MessageChoice choice) : IFilter<ConsumeContext>, IPipeSpecification<ConsumeContext>
{
    public void Apply(IPipeBuilder<ConsumeContext> builder) => builder.AddFilter(this);

    public IEnumerable<ValidationResult> Validate() => [];

    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next) =>
        context.SerializerContext.IsSupportedMessageType<NeverSent>()
            ? next.Send(new ChosenContext(context, choice.Types, choice.Of(context)))
            : next.Send(context);

    public void Probe(ProbeContext context) => context.CreateFilterScope("workflowMessageTypes");

    /// <summary>Who takes a message for this type takes it for any.</summary>
    private sealed class NeverSent;
}
