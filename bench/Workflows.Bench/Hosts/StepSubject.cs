using MassTransit;
using Workflows.Bench.Measuring;
using Workflows.Bench.Scenarios;
using Workflows.Bench.Subjects;
using Workflows.Instances;

namespace Workflows.Bench.Hosts;

/// <summary>The product with a workflow of five steps, started by an event.</summary>
internal sealed class StepSubject : IContender
{
    public const int StepCount = 5;

    private readonly BenchContext _context;
    private readonly ScratchSchema _schema;
    private readonly WorkflowHost _host;

    private StepSubject(string name, BenchContext context, ScratchSchema schema, WorkflowHost host)
    {
        Name = name;
        _context = context;
        _schema = schema;
        _host = host;
    }

    public string Name { get; }

    public static async Task<StepSubject> StartAsync(BenchContext context, string name, bool messagePerStep, bool quorumQueues = true)
    {
        var schema = new ScratchSchema(context.Source, "five-steps");
        var host = await WorkflowHost.StartAsync(
            context.Services,
            schema.Name,
            w => w.AddWorkflow(
                () => new StepWorkflow(StepCount, messagePerStep),
                workflow => workflow.Instances.QuorumQueue = workflow.Steps.QuorumQueue = quorumQueues),
            eventPrefix: $"{name.Replace(' ', '-').Replace(",", "", StringComparison.Ordinal)}.");
        var subject = new StepSubject(name, context, schema, host);
        await subject.RunAsync(Peer.WarmUp);
        return subject;
    }

    public Task RunAsync(int workflows) => Load.RunAsync(_host.Bus, _host.Completions, workflows, number => new BenchStarted(Guid.NewGuid(), number));

    public Task<List<double>> LatenciesAsync(int workflows) => Load.OneByOneAsync(workflows, async number =>
    {
        var id = Guid.NewGuid();
        var ended = _host.Completions.Of(DeterministicId.OfStart("Step", id));
        await _host.Bus.Publish(new BenchStarted(id, number), publish => publish.MessageId = id);
        await ended;
    });

    public Task VerifyAsync(int workflows) => Proof.OfSteps(StepCount).VerifyAsync(_context.Source, _schema.Name, Peer.WarmUp + workflows);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _schema.DisposeAsync();
    }
}
