using System.Text;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine.Properties;

/// <summary>
/// Lets happen to an instance what the choices say, with step messages and timers that are delivered late, twice, out of order or never,
/// and checks what must hold beside the invariants of every run.
/// </summary>
internal sealed partial class RandomRun
{
    private static readonly DateTimeOffset _never = DateTimeOffset.MaxValue;

    private readonly Dna _dna;
    private readonly EngineRun _run;
    private readonly StringBuilder _log = new();
    private readonly List<Trigger> _past = [];

    /// <summary>Step messages that were sent and not delivered yet.</summary>
    private readonly List<StepMessage> _queue = [];

    private readonly HashSet<int> _completed = [];
    private int _sentSeen;
    private int _entriesSeen;
    private WorkflowStatus? _statusSeen;
    private int _ids;

    public RandomRun(RandomCase random)
        : this(new EngineRun(new RandomDefinition(new Dna(random.Definition)).Declare, Narrow), random.Happenings)
    {
    }

    public RandomRun(EngineRun run, byte[] happenings)
    {
        _run = run;
        _dna = new Dna(happenings);
    }

    /// <summary>What follows from program and instance, beside the invariants.</summary>
    public Action<EngineRun> Expect { get; init; } = run =>
    {
        Expectations.CheckSubscriptions(run);
        Expectations.CheckReceived(run);
    };

    /// <summary>Whether steps return numbers.</summary>
    public bool ReturnsResults { get; init; }

    /// <summary>Limits that random runs come to.</summary>
    public static EngineSettings Narrow(EngineSettings settings) => settings with { LostAttemptLimit = 3, KeptEventLimit = 3 };

    public string Log => _log.ToString();

    /// <summary>From one status to another, as a diagram has it.</summary>
    public HashSet<string> StatusChanges { get; } = new(StringComparer.Ordinal);

    public void Run()
    {
        var startAt = _dna.OneIn(6) ? EngineRun.StartedAt.AddMinutes(_dna.Next(10)) : (DateTimeOffset?)null;
        _run.Start(new StartTrigger { State = new Order { Count = _dna.Next(4) }, StartAt = startAt, IsUnguarded = _dna.OneIn(3) });
        Look($"start at {startAt:T}");
        while (!_dna.IsSpent && !(_run.Status.IsTerminal() && _dna.OneIn(8)))
            Happen();

        Drain();
    }

    /// <summary>Runs a trigger, remembers it if it changed something, and looks at what came of it.</summary>
    private Decision Apply(string what, Trigger trigger)
    {
        if (_dna.OneIn(40))
            return ApplyInTheDark(what, trigger);

        var decision = _run.Apply(trigger);

        // These two ask for a look at the instance as it is then; the others bring something once.
        if (decision is Changed && trigger is not (RedriveTrigger or StepHeldTrigger))
            _past.Add(trigger);

        Look($"{what}: {trigger} -> {decision.GetType().Name}");
        return decision;
    }

    /// <summary>The process that it comes to does not know the definition.</summary>
    private Decision ApplyInTheDark(string what, Trigger trigger)
    {
        var program = _run.Program;
        _run.Program = null;
        var decision = _run.Apply(trigger);
        _run.Program = program;
        Look($"{what}, in the dark: {trigger} -> {decision.GetType().Name}");
        return decision;
    }

    /// <summary>What came earlier and comes again must not change anything.</summary>
    private void Repeat(Trigger trigger)
    {
        var before = _run.Instance;
        if (trigger is OperationTrigger { CommandId: { } id } && !before.Execution.Commands.Contains(id))
            return;

        var decision = _run.Apply(trigger);
        Look($"again: {trigger} -> {decision.GetType().Name}");
        decision.ShouldBeOfType<Ignored>($"{trigger} changed something a second time");
        _run.Instance.ShouldBeSameAs(before);
    }

    private void Look(string what)
    {
        var instance = _run.Instance;
        _log.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{_run.Now:T} {what} | {instance.Status} {string.Join(" ", instance.Execution.Tokens.Select(token => $"{token.Id}:{token.Node}:{token.State}#{token.Attempt}"))}");
        _queue.AddRange(_run.Sent.Skip(_sentSeen));
        _sentSeen = _run.Sent.Count;
        foreach (var entry in _run.Journal.Entries.Skip(_entriesSeen))
        {
            if (entry is { Kind: EntryKind.StepCompleted or EntryKind.StepSkipped, Token: { } token })
                _completed.Add(token).ShouldBeTrue($"the step of token {token} was completed twice");
        }

        _entriesSeen = _run.Journal.Entries.Count;
        if (_statusSeen != instance.Status)
            StatusChanges.Add($"{_statusSeen?.ToString() ?? "[*]"} --> {instance.Status}");

        _statusSeen = instance.Status;
        if (_run.Program is not null)
            Expect(_run);
    }
}
