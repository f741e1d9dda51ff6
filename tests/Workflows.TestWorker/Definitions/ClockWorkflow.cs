using System.Globalization;
using Workflows.TestWorker.Messages;

namespace Workflows.TestWorker.Definitions;

/// <summary>The ticks that came.</summary>
public sealed class ClockState
{
    public Guid ClockId { get; set; }

    public List<int> Ticks { get; set; } = [];
}

/// <summary>One instance that <see cref="TickCount"/> messages are for.</summary>
public sealed class ClockWorkflow : Workflow<ClockState>
{
    public const int TickCount = 64;

    protected override void Define(IWorkflowBuilder<ClockState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        for (var i = 0; i < TickCount; i++)
        {
            var number = i;
            flow.WaitFor<TickCounted>($"tick-{number.ToString(CultureInfo.InvariantCulture)}")
                .CorrelatedBy(e => $"{e.ClockId}/{e.Number}", s => $"{s.ClockId}/{number}")
                .OnReceived((s, e) => s.Ticks.Add(e.Number));
        }
    }
}
