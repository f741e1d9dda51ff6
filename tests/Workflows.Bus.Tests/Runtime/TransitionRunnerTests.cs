using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Runtime;
using Workflows.Testing;
using Workflows.Tests.Engine.Scripts;
using Workflows.Tests.Persistence.Memory;

namespace Workflows.Tests.Runtime;

public class TransitionRunnerTests
{
    private static readonly Guid _id = new("20000000-0000-0000-0000-000000000001");

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_that_goes_by_the_journal_is_given_it_as_it_is_stored()
    {
        var clock = new ManualClock();
        var store = new MemoryWorkflowStore();
        var program = new ScriptProgram(Chain);
        var json = WorkflowJson.ForStates();
        var engine = new WorkflowEngine(new EngineSettings { Json = json, EventJson = json });
        var runner = new TransitionRunner(MemoryGateway.To(store, clock), new InstanceGate(), new InstanceCache(), new WorkflowRegistry([], program), engine, clock);

        await runner.RunAsync(_id, _ => new ValueTask<Decision?>(runner.Start(program.Terms.Identity, _id, new StartTrigger { State = new Order() }, clock.GetUtcNow())), Canceled, isNew: true);
        var nodes = new List<string>();
        for (var outcome = await ReturnAsync(runner, store, 1); ; outcome = await ReturnAsync(runner, store, 1))
        {
            nodes.Add(outcome.Transition!.Entries[0].Node!);
            outcome.Instance!.Journal.ShouldBeNull("what was read for a decision is not kept with the instance");
            if (outcome.Instance.Status.IsTerminal())
                break;
        }

        nodes.ShouldBe(["step#1", "step#2", "step#3"]);
    }

    /// <summary>Each step is known only by what the ones before it returned.</summary>
    private static IEnumerable<ProgramNode[]> Chain(ScriptRecord record)
    {
        for (var sum = 1; sum <= 3;)
        {
            var name = $"step#{sum}";
            yield return [new ProgramStep(name) { ResultType = typeof(int) }];
            sum += int.Parse(record.Result(name)!, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static async Task<RunOutcome> ReturnAsync(TransitionRunner runner, MemoryWorkflowStore store, int result)
    {
        var instance = (await store.LoadAsync([_id], Canceled))[0].ShouldNotBeNull();
        var token = instance.Execution.Tokens.ShouldHaveSingleItem();
        var ended = new StepEndedTrigger
        {
            Token = token.Id,
            Attempt = token.Attempt,
            Outcome = StepOutcome.Completed,
            Result = $"{result}",
            StartedAt = instance.UpdatedAt,
            Duration = TimeSpan.FromMilliseconds(5),
            Worker = "worker-1",
        };
        return await runner.RunAsync(_id, ended, Canceled);
    }
}
