using Workflows.Steps;

namespace Workflows.Tests.Runtime;

public sealed class StepSlotsTests
{
    private static readonly Type _workflow = typeof(InlineWorkflow<Order>);

    [Fact]
    public async Task Steps_of_the_queue_and_of_starts_share_the_limit_of_the_queue()
    {
        var slots = Slots(steps: 2, instances: 128);
        var first = (await slots.TryEnterAtStartAsync(_workflow, CancellationToken.None)).ShouldNotBeNull();
        using var second = await slots.EnterAsync(_workflow, CancellationToken.None);
        (await slots.TryEnterAtStartAsync(_workflow, CancellationToken.None)).ShouldBeNull();
        var third = slots.EnterAsync(_workflow, CancellationToken.None).AsTask();
        third.IsCompleted.ShouldBeFalse();

        first.Dispose();

        using var free = await third.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(8, 7)]
    [InlineData(32, 28)]
    public async Task Starts_leave_an_eighth_of_the_endpoint_and_at_least_one_message(int instances, int expected)
    {
        var slots = Slots(steps: 128, instances);
        for (var i = 0; i < expected; i++)
            (await slots.TryEnterAtStartAsync(_workflow, CancellationToken.None)).ShouldNotBeNull();

        (await slots.TryEnterAtStartAsync(_workflow, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task When_one_has_waited_in_vain_none_waits_until_a_slot_becomes_free()
    {
        var slots = Slots(steps: 128, instances: 2);
        var held = (await slots.TryEnterAtStartAsync(_workflow, CancellationToken.None)).ShouldNotBeNull();
        (await slots.TryEnterAtStartAsync(_workflow, CancellationToken.None)).ShouldBeNull();

        var next = slots.TryEnterAtStartAsync(_workflow, CancellationToken.None).AsTask();
        next.IsCompleted.ShouldBeTrue();
        (await next).ShouldBeNull();

        held.Dispose();
        (await slots.TryEnterAtStartAsync(_workflow, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_smaller_of_prefetch_and_concurrency_counts()
    {
        var options = new WorkflowOptions();
        options.Steps.PrefetchCount = 1;
        var slots = new StepSlots(new Dictionary<Type, WorkflowOptions> { [_workflow] = options });
        using var held = await slots.EnterAsync(_workflow, CancellationToken.None);

        (await slots.TryEnterAtStartAsync(_workflow, CancellationToken.None)).ShouldBeNull();
    }

    private static StepSlots Slots(int steps, int instances)
    {
        var options = new WorkflowOptions();
        (options.Steps.ConcurrentMessageLimit, options.Instances.ConcurrentMessageLimit) = (steps, instances);
        return new StepSlots(new Dictionary<Type, WorkflowOptions> { [_workflow] = options });
    }
}
