using System.ComponentModel;
using System.Text.Json;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>One instance with everything it is open for.</summary>
[Description("An instance with its state and everything it is open for.")]
internal sealed record Instance : InstanceSummary
{
    public Instance(WorkflowDetails details)
        : base(details.Summary)
    {
        State = ApiJson.Embed(details.State)!.Value;
        Tokens = [.. details.Tokens.Select(token => new Token(token))];
        Subscriptions = [.. details.Subscriptions.Select(known => new Subscription(known.Wait, known.EventType, known.Key, known.Place))];
        KeptEvents = [.. details.KeptEvents.Select(kept => new KeptEvent(kept))];
        Error = Error.Of(details.Error);
        Blocker = details.Blocker;
        TraceParent = details.TraceParent;
        Operations = [.. details.Operations.Select(choice => new OperationChoice(choice))];
    }

    [Description("Its state.")]
    public JsonElement State { get; }

    [Description("Where it is: one per active branch.")]
    public IReadOnlyList<Token> Tokens { get; }

    [Description("What it listens for.")]
    public IReadOnlyList<Subscription> Subscriptions { get; }

    [Description("Events that came before their wait was reached, oldest first.")]
    public IReadOnlyList<KeptEvent> KeptEvents { get; }

    [Description("The last error.")]
    public Error? Error { get; }

    [Description("Why nothing that comes for it can move it on, and what to do; null when nothing of that kind is in the way.")]
    public string? Blocker { get; }

    [Description("W3C trace context of what started it.")]
    public string? TraceParent { get; }

    [Description("The operations there are, and which of them are possible as it stands.")]
    public IReadOnlyList<OperationChoice> Operations { get; }
}
