using Workflows.Definition;

namespace Workflows.Tests.Definition;

public class RetryPolicyTests
{
    private static RetryPolicy PolicyOf(Action<IRetryBuilder> declare) =>
        ((StepNode)Plans.Of(flow => flow.Step("step", _ => Task.CompletedTask).Retry(declare)).First).Retry;

    private static IEnumerable<double> SecondsOf(RetryPolicy policy, int count) =>
        Enumerable.Range(1, count).Select(failureCount => policy.DelayAfter(failureCount, 0).TotalSeconds);

    [Fact]
    public void Exponential_delays_double_up_to_the_cap()
    {
        var policy = PolicyOf(retry => retry.Exponential(10, TimeSpan.FromSeconds(1), cap: TimeSpan.FromSeconds(10)));
        SecondsOf(policy, 6).ShouldBe([1, 2, 4, 8, 10, 10]);
    }

    [Fact]
    public void Exponential_delays_grow_by_the_factor_that_is_declared()
    {
        var policy = PolicyOf(retry => retry.Exponential(10, TimeSpan.FromSeconds(2), factor: 1.5));
        SecondsOf(policy, 3).ShouldBe([2, 3, 4.5]);
    }

    [Fact]
    public void Linear_delays_grow_by_the_increment_up_to_the_cap()
    {
        var policy = PolicyOf(retry => retry.Linear(10, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), cap: TimeSpan.FromSeconds(8)));
        SecondsOf(policy, 4).ShouldBe([5, 7, 8, 8]);
    }

    [Fact]
    public void Constant_delays_stay_the_same() =>
        SecondsOf(PolicyOf(retry => retry.Constant(10, TimeSpan.FromSeconds(3))), 3).ShouldBe([3, 3, 3]);

    [Fact]
    public void Without_a_cap_a_delay_grows_to_one_day() =>
        PolicyOf(retry => retry.Exponential(100, TimeSpan.FromSeconds(1))).DelayAfter(99, 0).ShouldBe(TimeSpan.FromDays(1));

    [Fact]
    public void A_first_delay_of_more_than_a_day_needs_no_cap() =>
        PolicyOf(retry => retry.Exponential(3, TimeSpan.FromDays(2))).DelayAfter(2, 0).ShouldBe(TimeSpan.FromDays(2));

    [Fact]
    public void Jitter_shortens_a_delay_by_at_most_its_share()
    {
        var policy = PolicyOf(retry => retry.Constant(10, TimeSpan.FromSeconds(10), jitter: 0.4));
        policy.DelayAfter(1, 0).ShouldBe(TimeSpan.FromSeconds(10));
        policy.DelayAfter(1, 0.5).ShouldBe(TimeSpan.FromSeconds(8));
        policy.DelayAfter(1, 1).ShouldBe(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public void Even_the_longest_delays_neither_overflow_nor_exceed_the_cap()
    {
        var policy = PolicyOf(retry => retry.Exponential(int.MaxValue, TimeSpan.MaxValue, factor: double.MaxValue, cap: TimeSpan.MaxValue, jitter: 1));
        policy.DelayAfter(int.MaxValue, 0).ShouldBe(TimeSpan.MaxValue);
        policy.DelayAfter(int.MaxValue, 1).ShouldBe(TimeSpan.Zero);
        PolicyOf(retry => retry.Linear(int.MaxValue, TimeSpan.FromSeconds(1), TimeSpan.MaxValue, cap: TimeSpan.MaxValue))
            .DelayAfter(int.MaxValue, 0).ShouldBe(TimeSpan.MaxValue);
    }

    [Fact]
    public void Without_a_policy_there_is_one_attempt() =>
        ((StepNode)Plans.Of(flow => flow.Step("step", _ => Task.CompletedTask)).First).Retry.MaxAttempts.ShouldBe(1);
}
