using FsCheck;
using FsCheck.Fluent;

namespace Workflows.Tests.Engine.Properties;

/// <summary>Random definitions, and random interleavings, duplicates and losses of what may happen to their instances.</summary>
public class EngineProperties
{
    [Fact]
    public void Whatever_happens_the_invariants_hold_and_what_was_lost_is_made_good() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(800).WithStartSize(4).WithEndSize(100), Prop.ForAll(RandomCase.Arbitrary, Run));

    private static void Run(RandomCase random)
    {
        var run = new RandomRun(random);
        try
        {
            run.Run();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{exception.Message}{Environment.NewLine}{run.Log}", exception);
        }
    }
}
