using Microsoft.Extensions.Logging;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>Sends messages to the endpoint of a version once more that processes kept which could not read them.</summary>
internal sealed class KeptMessages(IInstanceGateway gateway, IKeptMessageRoute route, Quarantine quarantine, ILogger<KeptMessages> logger)
{
    public async Task TakeUpAsync(WorkflowPlan plan, CancellationToken cancellationToken)
    {
        var key = WaitKey.OfMessage(plan.Version);
        foreach (var parked in await gateway.FindParkedAsync(plan.Name, [key], cancellationToken))
        {
            if (!Takes(plan, parked.EventType))
                EventLog.KeptEventUnawaited(logger, parked.EventType, parked.EventId, plan.Name, plan.Version);
            else if (!await TrySendAsync(plan, parked, cancellationToken))
                continue;

            await gateway.ReleaseParkedAsync(parked.EventId, plan.Name, key, cancellationToken);
        }
    }

    private static bool Takes(WorkflowPlan plan, string urn) =>
        plan.EventTypes.Any(type => MessageName.Means(urn, type));

    /// <returns>False: it stays, and those behind it are taken up all the same.</returns>
    private async Task<bool> TrySendAsync(WorkflowPlan plan, ParkedEvent parked, CancellationToken cancellationToken)
    {
        try
        {
            await route.SendAsync(plan, ContentOf(parked), parked.ReceivedAt, cancellationToken);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Poison.Is(exception))
        {
            if (!await quarantine.NoteAsync(PoisonRow.Of(parked), exception, cancellationToken))
                EventLog.KeptEventNotTakenUp(logger, parked.EventType, parked.EventId, plan.Name, plan.Version, exception);

            return false;
        }
    }

    private static RawMessage ContentOf(ParkedEvent parked)
    {
        try
        {
            return RawMessage.FromJson(parked.Body);
        }
        catch (Exception exception)
        {
            throw new UnreadableRowException($"The kept message {parked.EventType} cannot be read: {ExceptionText.MessageOf(exception)}", exception);
        }
    }
}

/// <summary>The way of a kept message to the endpoint of a version.</summary>
internal interface IKeptMessageRoute
{
    Task SendAsync(WorkflowPlan plan, RawMessage message, DateTimeOffset keptSince, CancellationToken cancellationToken);
}

/// <summary>Over the bus.</summary>
internal sealed class KeptMessageRoute(BusSender sender, WorkflowEndpoints endpoints) : IKeptMessageRoute
{
    public Task SendAsync(WorkflowPlan plan, RawMessage message, DateTimeOffset keptSince, CancellationToken cancellationToken) =>
        sender.SendOnceAsync(endpoints.InstancesAddress(plan), new SentAgain(), PassedOn.Again(message, plan.Version, keptSince), cancellationToken, message.Body.Length);
}
