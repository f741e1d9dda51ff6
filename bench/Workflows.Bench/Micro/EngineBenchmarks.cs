using BenchmarkDotNet.Attributes;
using Workflows.Bench.Subjects;
using Workflows.Contracts;
using Workflows.Declarative;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Bench.Micro;

/// <summary>What the pure engine costs: a start, and the end of a step in the middle of a workflow.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private static readonly Guid _id = Guid.NewGuid();
    private static readonly DateTimeOffset _now = DateTimeOffset.UtcNow;
    private static readonly BenchState _state = new() { Id = _id, Payload = 1 };

    private WorkflowEngine _engine = null!;
    private PlanProgram _program = null!;
    private WorkflowInstance _instance = null!;
    private StepEndedTrigger _ended = null!;
    private StepEndedTrigger _changed = null!;

    [GlobalSetup]
    public void Setup()
    {
        var json = WorkflowJson.ForStates();
        _engine = new WorkflowEngine(new EngineSettings { Json = json, EventJson = json });
        _program = new PlanProgram(PlanCompiler.Compile(new StepWorkflow(5, messagePerStep: false).Describe(), [])!);
        _instance = ((Changed)_engine.Start(_program, _id, new StartTrigger { State = _state }, _now)).Transition.Instance;
        _ended = new StepEndedTrigger
        {
            Token = _instance.Execution.Tokens[0].Id,
            Attempt = 1,
            Outcome = StepOutcome.Completed,
            StartedAt = _now,
            Duration = TimeSpan.FromMilliseconds(1),
            Worker = "bench",
        };
        var after = json.Serialize(new BenchState { Id = _id, Payload = 1, Done = 1 }, typeof(BenchState));
        _changed = _ended with { Change = new StateChange(StatePatch.Between(_instance.State, after)!, _instance.State, after) };
    }

    [Benchmark]
    public object Start() => _engine.Start(_program, _id, new StartTrigger { State = _state }, _now);

    [Benchmark]
    public object EndOfStep() => _engine.Decide(_program, _instance, _ended, _now);

    [Benchmark]
    public object EndOfStepThatChangedTheState() => _engine.Decide(_program, _instance, _changed, _now);
}
