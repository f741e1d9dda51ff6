using FsCheck;
using FsCheck.Fluent;
using Workflows.Contracts;
using Workflows.Tests.Engine.Properties;

namespace Workflows.Tests.Engine.Scripts;

/// <summary>What holds for plans holds for scripts: random ones, and random interleavings, duplicates and losses of what may happen to their instances.</summary>
public class ScriptProperties
{
    [Fact]
    public void Whatever_happens_to_a_script_the_invariants_hold_and_its_journal_tells_where_it_stands() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400).WithStartSize(4).WithEndSize(100), Prop.ForAll(RandomCase.Arbitrary, Run));

    private static void Run(RandomCase random)
    {
        var script = new RandomScript(new Dna(random.Definition)).Program;
        var run = new RandomRun(new EngineRun(script, RandomRun.Narrow), random.Happenings) { Expect = Expect, ReturnsResults = true };
        try
        {
            run.Run();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{exception.Message}{Environment.NewLine}{run.Log}", exception);
        }
    }

    /// <summary>What is open is what the code waits for when it is run over the journal.</summary>
    private static void Expect(EngineRun run)
    {
        if (run.Status.IsTerminal() || run.Instance.Execution.Tokens.Any(token => token.Node == ScriptProgram.Beginning))
            return;

        var script = (ScriptProgram)run.Program!;
        var record = ScriptRecord.Of(script, run.Journal.Entries);
        run.Instance.Execution.Tokens.Select(token => token.Node).ShouldBe(script.Asked(record).Select(node => node.Name).Where(name => !record.Has(name)), ignoreOrder: true);
    }
}
