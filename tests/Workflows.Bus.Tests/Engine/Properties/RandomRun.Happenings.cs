using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Tests.Engine.Properties;

/// <summary>The things that may happen.</summary>
internal sealed partial class RandomRun
{
    private static readonly StepOutcome[] _outcomes =
    [
        .. Enumerable.Repeat(StepOutcome.Completed, 20), .. Enumerable.Repeat(StepOutcome.Failed, 10), .. Enumerable.Repeat(StepOutcome.Skipped, 3),
        .. Enumerable.Repeat(StepOutcome.Reattempt, 3), StepOutcome.Pause, StepOutcome.Pause, StepOutcome.Finish, StepOutcome.Cancel,
    ];

    private void Happen()
    {
        switch (_dna.Next(20))
        {
            case 0 or 1 or 2 or 3 or 18:
                DeliverStep();
                break;
            case 4 or 5:
                FireTimer(early: _dna.OneIn(5));
                break;
            case 6:
                Lose();
                break;
            case 7 or 8 or 9:
                SendEvent();
                break;
            case 10 or 11:
                Operate();
                break;
            case 12:
                Apply("redrive", new RedriveTrigger());
                break;
            case 13 or 14 when _past.Count > 0:
                Repeat(_dna.Pick(_past));
                break;
            case 15:
                Start();
                break;
            case 16:
                LoseWorker();
                break;
            case 17:
                AcknowledgeOutbox();
                break;
            default:
                _run.Wait(TimeSpan.FromMinutes(_dna.Next(6)));
                break;
        }
    }

    /// <summary>A step message is delivered, and sometimes stays to be delivered again.</summary>
    private void DeliverStep()
    {
        if (_queue.Count == 0)
            return;

        var message = _dna.Pick(_queue);
        if (!_dna.OneIn(5))
            _queue.Remove(message);

        if (_run.Instance.Execution.IsHeld && !_dna.OneIn(3))
            Apply("held", new StepHeldTrigger(message.Token, message.Attempt));
        else
            Apply("ended", Ended(message));
    }

    private StepEndedTrigger Ended(StepMessage message)
    {
        var outcome = _dna.Pick(_outcomes);
        var change = _dna.Next(3) == 0 ? null : new StateChange($$"""[{"op":"replace","path":"/Count","value":{{_dna.Next(20)}}},{"op":"replace","path":"/ShipmentId","value":{{_dna.Pick(["null", "\"s-1\"", "\"s-2\""])}}}]""");
        return new StepEndedTrigger
        {
            Token = message.Token,
            Attempt = message.Attempt,
            Outcome = outcome,
            Change = outcome == StepOutcome.Failed ? null : change,
            Result = ReturnsResults && outcome != StepOutcome.Failed ? $"{_dna.Next(200)}" : null,
            Error = outcome == StepOutcome.Failed ? ErrorText.Of(_dna.Pick<Exception>([new InvalidOperationException("bad luck"), new TimeoutException("slow"), new OperationCanceledException("final")])) : null,
            ReattemptAfter = TimeSpan.FromMinutes(_dna.Next(4)),
            Messages = outcome != StepOutcome.Failed && _dna.OneIn(4) ? [new HeldMessage { MessageId = NextId(), MessageType = "Shop.Receipt, Shop", Body = "{}" }] : [],
            StartedAt = _run.Now,
            Duration = TimeSpan.FromSeconds(1),
            Worker = "worker-1",
            Carrier = _dna.OneIn(3) ? message.Token : null,
        };
    }

    private void FireTimer(bool early)
    {
        if (_run.Timers.Count == 0)
            return;

        var (timer, dueAt) = _run.Timers.MinBy(timer => timer.Value);
        if (!early && dueAt > _run.Now)
            _run.Wait(dueAt - _run.Now);

        _run.Timers.Remove(timer);
        Apply("timer", new TimerTrigger(timer, early && _dna.OneIn(2) ? dueAt : null));
    }

    private void Lose()
    {
        if (_dna.OneIn(2) && _queue.Count > 0)
        {
            _log.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"lost: {_queue[0]}");
            _queue.RemoveAt(0);
        }
        else if (_run.Timers.Count > 0)
        {
            _log.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"lost: timer {_run.Timers.Keys.First()}");
            _run.Timers.Remove(_run.Timers.Keys.First());
        }
    }

    private void SendEvent()
    {
        EventTrigger trigger = _dna.Next(5) switch
        {
            0 => EngineRun.EventOf(new OrderPaid("o-1", _dna.Next(10)), NextId()),
            1 => EngineRun.EventOf(new OrderShipped(_dna.Pick(["s-1", "s-2", "s-3"])), NextId()),
            2 => EngineRun.EventOf(new OrderApproved(EngineRun.InstanceId), NextId()),
            3 => EngineRun.EventOf(new OrderPaid("foreign", _dna.Next(10)), NextId()),
            _ => EngineRun.EventOf(new OrderPaid(null, _dna.Next(10)), NextId()) with { IsDirect = true },
        };
        Apply("event", trigger);
    }

    private void Operate()
    {
        string[] names = [.. _run.CourseOf().Names.Order(StringComparer.Ordinal)];
        OperationTrigger trigger = _dna.Next(12) switch
        {
            0 or 1 => new PauseTrigger(null, null),
            2 or 3 or 4 => new ResumeTrigger(null, null),
            5 or 6 or 7 => new RetryTrigger(null, null),
            8 or 9 => new SkipTrigger(_dna.OneIn(2) ? ReturnsResults ? "1" : """{"Count":1}""" : null, null, null),
            10 => new RewindTrigger(names.Length == 0 ? "nowhere" : _dna.Pick(names), null, null), // Where it has not passed it, it is refused.
            _ => _dna.OneIn(8) ? new CancelTrigger(null, null) : new PauseTrigger(null, null),
        };
        Apply("operation", trigger with { CommandId = NextId() });
    }

    private void Start()
    {
        if (_queue.Count > 0 && _dna.Pick(_queue) is var message)
            Apply("started", new StepStartedTrigger(message.Token, message.Attempt, "worker-1", _run.Now));
    }

    private void LoseWorker()
    {
        if (_queue.Count > 0 && _dna.Pick(_queue) is var message)
            Apply("worker lost", new StepLostTrigger(message.Token, message.Attempt));
    }

    private void AcknowledgeOutbox()
    {
        if (!_run.Instance.Execution.Outbox.IsEmpty)
            Apply("sent", new MessagesSentTrigger([_run.Instance.Execution.Outbox[0].Id]));
    }

    private Guid NextId() => new(++_ids, 0, 0, new byte[8]);
}
