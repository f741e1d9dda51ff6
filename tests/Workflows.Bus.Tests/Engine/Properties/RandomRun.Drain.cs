using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Tests.Engine.Properties;

/// <summary>The end of every run: all that is open is delivered, and what was lost is driven on.</summary>
internal sealed partial class RandomRun
{
    private const int Patience = 300;

    /// <summary>Whatever was lost before, an instance that waits for nobody comes to its end.</summary>
    private void Drain()
    {
        _log.AppendLine("drain");
        for (var i = 0; i < Patience; i++)
        {
            if (!_run.Instance.Execution.Outbox.IsEmpty)
                Apply("sent", new MessagesSentTrigger([.. _run.Instance.Execution.Outbox.Select(message => message.Id)]));
            else if (_queue.Count > 0)
                DeliverFirst();
            else if (Rests())
                return;
            else if (_run.Timers.Count > 0 && _run.Timers.Values.Min() < _never)
                FireTimer(early: false);
            else
                DriveOn();
        }

        throw new InvalidOperationException($"The instance came to no end: it is {_run.Status}.");
    }

    private void DeliverFirst()
    {
        var message = _queue[0];
        _queue.RemoveAt(0);
        if (_run.Instance.Execution.IsHeld)
            Apply("held", new StepHeldTrigger(message.Token, message.Attempt));
        else
            Apply("ended", Ended(message));
    }

    /// <summary>It has ended, or waits for an operator or for an event for as long as it takes.</summary>
    private bool Rests() =>
        _run.Status.IsTerminal()
        || _run.Status is WorkflowStatus.Faulted or WorkflowStatus.Paused
        || (_run.Instance.Execution is { TimeoutAt: null } execution && execution.Tokens.All(token => token is { State: WorkflowTokenState.Waiting, DueAt: null }));

    private void DriveOn()
    {
        var staleAt = _run.Instance.StaleAt.ShouldNotBeNull("nobody would ever look after the instance");
        if (staleAt > _run.Now)
            _run.Wait(staleAt - _run.Now);

        Apply("redrive", new RedriveTrigger()).ShouldBeOfType<Changed>("an instance that is stale must move when it is driven on");
    }
}
