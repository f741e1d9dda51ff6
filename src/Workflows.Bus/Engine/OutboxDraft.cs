using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>The messages of steps that are open, and those of them that go out with one transition.</summary>
internal sealed class OutboxDraft(WorkflowInstance before, TimeSpan staleAfter, DateTimeOffset now)
{
    private readonly List<HeldMessage> _toSend = [];

    public List<OutboxMessage> Messages { get; } = [.. before.Execution.Outbox];

    public IReadOnlyList<HeldMessage> ToSend => _toSend;

    public bool HasForgotten => Messages.Exists(IsForgotten);

    /// <summary>Keeps messages of a step with the instance, until whoever commits this has sent them.</summary>
    public void Hold(IReadOnlyList<HeldMessage> messages)
    {
        foreach (var message in messages)
            Messages.Add(new OutboxMessage(message) { TakenAt = now });

        _toSend.AddRange(messages);
    }

    /// <summary>Sends again what could not be sent.</summary>
    public void HoldAgain()
    {
        for (var i = 0; i < Messages.Count; i++)
        {
            if (Messages[i].Failure is null)
                continue;

            Messages[i] = Messages[i] with { Failure = null, FailureCount = 0, TakenAt = now };
            _toSend.Add(Messages[i].Message);
        }
    }

    /// <summary>What follows from an earlier transition is its own sender's to send, unless that one is gone. What an earlier release stored gets its time now.</summary>
    public void TakeForgotten()
    {
        for (var i = 0; i < Messages.Count; i++)
        {
            var held = Messages[i];
            if (IsForgotten(held))
                _toSend.Add(held.Message);

            if (held.TakenAt is null || IsForgotten(held))
                Messages[i] = held with { TakenAt = now };
        }
    }

    /// <summary>Whoever was to send the message has had all the time after which an instance is stale.</summary>
    private bool IsForgotten(OutboxMessage held) => held.Failure is null && now - (held.TakenAt ?? before.UpdatedAt) >= staleAfter;
}
