using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Sends messages that steps published or sent, and records that they are sent.</summary>
internal sealed class HeldMessageSender(BusSender sender, TransitionRunner runner, SendsUnderWay sends, IEffectListener listener, IBroker broker, TimeProvider time)
{
    private static readonly TimeSpan _recordPatience = TimeSpan.FromSeconds(5);

    /// <summary>Sends what a transition says. Until that is recorded, nobody else in this process sends it.</summary>
    /// <returns>False: something can never be sent, and the instance has stopped for it.</returns>
    public async Task<bool> SendAsync(Guid instanceId, IReadOnlyList<HeldMessage> messages, CancellationToken cancellationToken)
    {
        var claims = Claim(messages);
        try
        {
            var allSent = await SendClaimedAsync(instanceId, [.. messages.Where(claims.ContainsKey)], cancellationToken);
            foreach (var message in messages.Where(message => !claims.ContainsKey(message)))
                await sends.EndOf(new SendKey(message.MessageId)).WaitAsync(cancellationToken);

            return allSent;
        }
        finally
        {
            foreach (var claim in claims.Values)
                claim.Dispose();
        }
    }

    /// <summary>
    /// Sends what the outbox of an instance holds, for its sender may be gone. One that is at work in this process is left to it. The outbox is read behind
    /// that look: the sender may have finished between the two.
    /// </summary>
    public async Task SendAgainAsync(WorkflowInstance instance, CancellationToken cancellationToken)
    {
        var messages = instance.Execution.Outbox.Where(held => held.Failure is null).Select(held => held.Message).ToArray();
        var claims = Claim(messages);
        try
        {
            var fresh = await runner.RunAsync(instance.Id, _ => new ValueTask<Decision?>(result: null), cancellationToken);
            var open = fresh.Instance?.Execution.Outbox.Where(held => held.Failure is null).Select(held => held.Id).ToHashSet() ?? [];
            await SendClaimedAsync(instance.Id, [.. messages.Where(message => claims.ContainsKey(message) && open.Contains(message.MessageId))], cancellationToken);
        }
        finally
        {
            foreach (var claim in claims.Values)
                claim.Dispose();
        }
    }

    /// <returns>False: one of them can never be sent.</returns>
    private async Task<bool> SendClaimedAsync(Guid instanceId, IReadOnlyList<HeldMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
            return true;

        var sent = new List<Guid>(messages.Count);
        try
        {
            foreach (var message in messages)
            {
                if (await TrySendAsync(instanceId, message, cancellationToken))
                    sent.Add(message.MessageId);
            }
        }
        catch (Exception) when (sent.Count > 0)
        {
            // One that fails must not have the others sent again.
            using var patience = new CancellationTokenSource(_recordPatience, time);
            await RecordAsync(instanceId, sent, patience.Token);
            throw;
        }

        if (sent.Count > 0)
            await RecordAsync(instanceId, sent, cancellationToken);

        return sent.Count == messages.Count;
    }

    /// <returns>False: it can never be sent, and the instance says so.</returns>
    private async Task<bool> TrySendAsync(Guid instanceId, HeldMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(message, cancellationToken);
            return true;
        }
        catch (SendRefusedException exception)
        {
            await NoteFailureAsync(instanceId, new MessageFailedTrigger(message.MessageId, ErrorText.Of(exception), IsFinal: true), cancellationToken);
            return false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (await broker.IsTakingAsync())
                await NoteFailureAsync(instanceId, new MessageFailedTrigger(message.MessageId, ErrorText.Of(exception), IsFinal: false), cancellationToken);

            throw;
        }
    }

    private async Task NoteFailureAsync(Guid instanceId, MessageFailedTrigger failure, CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(instanceId, failure, cancellationToken);
        if (outcome.Transition is { } noted)
            listener.Committed(noted);
    }

    private async Task RecordAsync(Guid instanceId, List<Guid> sent, CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(instanceId, new MessagesSentTrigger(sent), cancellationToken);
        if (outcome.Transition is { } cleared)
            listener.Committed(cleared);
    }

    private Dictionary<HeldMessage, SendsUnderWay.Claim> Claim(IReadOnlyList<HeldMessage> messages)
    {
        var claims = new Dictionary<HeldMessage, SendsUnderWay.Claim>(messages.Count, ReferenceEqualityComparer.Instance);
        foreach (var message in messages)
        {
            if (sends.TryBegin(new SendKey(message.MessageId)) is { } claim)
                claims.Add(message, claim);
        }

        return claims;
    }
}
