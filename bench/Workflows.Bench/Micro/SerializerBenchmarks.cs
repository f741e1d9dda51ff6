using BenchmarkDotNet.Attributes;
using Workflows.Bench.Subjects;
using Workflows.Declarative;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Persistence.Json;

namespace Workflows.Bench.Micro;

/// <summary>What JSON costs: the state of the user, what it changed, and the tokens of an instance.</summary>
[MemoryDiagnoser]
public class SerializerBenchmarks
{
    private readonly WorkflowJson _json = new(WorkflowJson.CreateDefaultOptions());
    private BenchState _state = null!;
    private string _before = "";
    private string _after = "";
    private string _patch = "";
    private string _executionText = "";
    private Execution _execution = null!;

    /// <summary>Characters that the state holds besides its three small members.</summary>
    [Params(0, 10_000)]
    public int Ballast { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _state = new BenchState { Id = Guid.NewGuid(), Payload = 1, Ballast = Ballast == 0 ? null : new string('x', Ballast) };
        _before = StateText();
        _state.Done = 1;
        _after = StateText();
        _patch = StatePatch.Between(_before, _after)!;
        var plan = PlanCompiler.Compile(new StepWorkflow(5, messagePerStep: false).Describe(), [])!;
        var engine = new WorkflowEngine(new EngineSettings { Json = _json, EventJson = _json });
        _execution = ((Changed)engine.Start(new PlanProgram(plan), _state.Id, new StartTrigger { State = _state }, DateTimeOffset.UtcNow)).Transition.Instance.Execution;
        _executionText = StoredJson.OfExecution(_execution);
    }

    [Benchmark]
    public string StateText() => _json.Serialize(_state, typeof(BenchState));

    [Benchmark]
    public object StateFromText() => _json.Deserialize(_after, typeof(BenchState));

    [Benchmark]
    public string? PatchBetweenStates() => StatePatch.Between(_before, _after);

    [Benchmark]
    public string PatchApplied() => StatePatch.Apply(_before, _patch);

    [Benchmark]
    public string ExecutionText() => StoredJson.OfExecution(_execution);

    [Benchmark]
    public object ExecutionFromText() => StoredJson.ToExecution(_executionText);
}
