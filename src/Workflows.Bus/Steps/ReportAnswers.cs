using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>
/// Hears what instances answer to the reports of a process without the store. Attempts that are not its own are ended: what they come to would count for nothing.
/// </summary>
internal sealed class ReportAnswers(IBroker broker, ILogger<ReportAnswers> logger) : IBusListener
{
    private readonly ConcurrentDictionary<Guid, ReportedRun> _runs = new();
    private IBus? _bus;

    /// <summary>Before the bus starts: its queue for answers is there when it has.</summary>
    public void Connect(IBus bus)
    {
        _bus = bus;
        bus.ConnectHandler<StepRunningAnswer>(Hear);

        // Such a report lies in the error queue of its instance. To the worker it is one without an answer.
        bus.ConnectHandler<Fault<StepRunning>>(_ => Task.CompletedTask);
    }

    public ReportedRun Expect(RunningStep run, ExecuteStep message)
    {
        var reported = new ReportedRun(this, run, message);
        _runs[reported.RequestId] = reported;
        return reported;
    }

    /// <summary>Has a report ask for an answer.</summary>
    public void Ask(SendContext report, ReportedRun run)
    {
        if (_bus is null)
            return;

        report.RequestId = run.RequestId;
        broker.AskForAnswer(report, _bus.Address);
    }

    internal void Remove(ReportedRun run) => _runs.TryRemove(run.RequestId, out _);

    private Task Hear(ConsumeContext<StepRunningAnswer> context)
    {
        if (context.RequestId is { } id && _runs.TryGetValue(id, out var run) && run.Hear(context.Message.IsYours))
            StepLog.AttemptTaken(logger, run.Message.Attempt, run.Message.InstanceId);

        return Task.CompletedTask;
    }
}
