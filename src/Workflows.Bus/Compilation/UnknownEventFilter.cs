using System.Collections.Frozen;
using System.Diagnostics;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Context;
using Workflows.Events;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>
/// Looks at events of which a type is not known here, before the bus puts them aside as skipped: they may be for a version that shares the endpoint and that
/// only other processes know. Stands before the pipe asks for types.
/// </summary>
/// <param name="workflow">The workflow that has the endpoint.</param>
/// <param name="endpoint">The endpoint.</param>
/// <param name="known">Types that are taken there.</param>
/// <param name="events">Sees to the others.</param>
internal sealed class UnknownEventFilter(string workflow, string endpoint, IEnumerable<Type> known, Func<UnknownEvents> events) : IFilter<ConsumeContext>, IPipeSpecification<ConsumeContext>
{
    private const string Prefix = "urn:message:";

    private readonly FrozenSet<string> _known = known.Select(MessageUrn.ForTypeString).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public void Apply(IPipeBuilder<ConsumeContext> builder) => builder.AddFilter(this);

    public IEnumerable<ValidationResult> Validate() => [];

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        // Versions that share the endpoint have a filter each.
        if (context.HasPayloadType(typeof(HandedOn)) || UnknownIn(context) is not { Count: > 0 } unknown)
        {
            await next.Send(context);
            return;
        }

        var started = Stopwatch.GetTimestamp();
        var isUntaken = unknown.Count == CountOf(context);
        var versions = await HandOnAsync(context, unknown, isUntaken);
        var handedOn = context.GetOrAddPayload(() => new HandedOn(versions));
        if (isUntaken && handedOn.Versions.Count > 0)
            await context.NotifyConsumed(new MessageConsumeContext<SentAgain>(context, new SentAgain()), Stopwatch.GetElapsedTime(started), nameof(UnknownEventFilter));
        else
            await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("workflowUnknownEvents");

    private Task<IReadOnlyCollection<int>> HandOnAsync(ConsumeContext context, List<string> unknown, bool isUntaken)
    {
        var eventId = context.IdentityOf();
        RawMessage? content = null;
        RawMessage Content() => content ??= RawMessage.Of(context, eventId, [.. TypesOf(context)]);
        var strange = new StrangeEvent(workflow, endpoint, eventId, unknown, isUntaken)
        {
            OnlyFor = PassedOn.VersionsOf(context),
            KeptSince = PassedOn.KeptSinceOf(context),
            Content = Content,
        };
        return events().HandOnAsync(strange, versions => PassedOn.TryReturnAsync(context, Content(), versions), context.CancellationToken);
    }

    private List<string>? UnknownIn(ConsumeContext context)
    {
        List<string>? unknown = null;
        foreach (var type in TypesOf(context))
        {
            if (!_known.Contains(type))
                (unknown ??= []).Add(type);
        }

        return unknown;
    }

    private static int CountOf(ConsumeContext context) => TypesOf(context).Count();

    /// <summary>What names no type is of that of the exchange that it was published to, which is called as the type is unless somebody named it otherwise.</summary>
    private static IEnumerable<string> TypesOf(ConsumeContext context)
    {
        using var types = context.SupportedMessageTypes.GetEnumerator();
        if (types.MoveNext())
        {
            do
                yield return types.Current;
            while (types.MoveNext());
        }
        else if (context.ReceiveContext is RabbitMqBasicConsumeContext { Exchange: { Length: > 0 } exchange })
        {
            yield return Prefix + exchange;
        }
    }
}

/// <summary>What was done about the types of an event that are not known here.</summary>
/// <param name="Versions">Those that it was passed on or kept for.</param>
internal sealed record HandedOn(IReadOnlyCollection<int> Versions);
