using FsCheck;
using FsCheck.Fluent;
using Workflows.Definition;

namespace Workflows.Tests.Definition.Properties;

public class RetryPolicyProperties
{
    private static readonly Gen<TimeSpan> _time = Gen.OneOf(
        Gen.Choose(1, int.MaxValue).Select(ticks => TimeSpan.FromTicks(ticks)),
        Gen.Choose(1, int.MaxValue).Select(seconds => TimeSpan.FromSeconds(seconds)),
        Gen.Constant(TimeSpan.MaxValue));

    private static readonly Arbitrary<(RetryPolicy Policy, int FailureCount, double Random)> _cases = Arb.From(
        from growth in Gen.Elements(RetryGrowth.Constant, RetryGrowth.Linear, RetryGrowth.Exponential)
        from first in _time
        from increment in _time
        from factor in Gen.Choose(100, 1_000)
        from cap in _time
        from jitter in Gen.Choose(0, 100)
        from failureCount in Gen.OneOf(Gen.Choose(1, 20), Gen.Choose(1, int.MaxValue - 1))
        from random in Gen.Choose(0, 1_000)
        select (new RetryPolicy
        {
            Growth = growth,
            First = first,
            Increment = increment,
            Factor = factor / 100.0,
            Cap = cap > first ? cap : first,
            Jitter = jitter / 100.0,
        }, failureCount, random / 1_000.0));

    [Fact]
    public void Delays_grow_as_declared_and_are_never_negative_nor_above_the_cap() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(_cases, item =>
        {
            var (policy, failureCount, random) = item;
            var delay = policy.DelayAfter(failureCount, random);
            delay.ShouldBeInRange(TimeSpan.Zero, policy.Cap);
            policy.DelayAfter(failureCount, 0).ShouldBeGreaterThanOrEqualTo(delay);
            policy.DelayAfter(failureCount + 1, random).ShouldBeGreaterThanOrEqualTo(delay);
            policy.DelayAfter(1, 0).ShouldBe(policy.First);
        }));
}
