using FsCheck;
using FsCheck.Fluent;

namespace Workflows.Tests.Engine.Properties;

/// <summary>Random definitions, and random interleavings, duplicates and losses of what may happen to their instances.</summary>
public class EngineProperties
{
    [Fact]
    public void Whatever_happens_the_invariants_hold_and_what_was_lost_is_made_good() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(800).WithStartSize(4).WithEndSize(100), Prop.ForAll(RandomCase.Arbitrary, Run));

    /// <summary>Such as random ones found, and made small.</summary>
    public static readonly TheoryData<RandomCase> Found =
    [
        new RandomCase([0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 14, 127, 121], [0, 0, 0, 0, 0, 0, 0, 109, 0, 13, 0, 0, 0, 0, 0, 0, 0, 0, 31]),
        new RandomCase([0, 0, 1, 0, 0, 0, 0, 0, 224, 0, 0, 242, 20, 8, 0, 53, 0, 0, 0, 0, 0, 164, 211, 77], [0, 0, 0, 112, 0, 0, 0, 0, 0, 25, 0, 187, 0, 0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 43]),
    ];

    [Theory]
    [MemberData(nameof(Found))]
    public void What_was_found_once_holds(RandomCase random) => Run(random);

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
