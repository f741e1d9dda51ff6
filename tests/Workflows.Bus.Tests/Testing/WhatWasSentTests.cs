using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Testing;

public sealed class WhatWasSentTests
{
    [Fact]
    public async Task Messages_of_steps_and_of_the_test_are_shown_each_once()
    {
        await using var provider = Build(out var harness);

        await harness.PublishAsync(new OrderPlaced("o-1"));
        await harness.PublishAsync(new OrderPlaced("o-2"));

        harness.Sent<OrderPlaced>().Select(placed => placed.OrderId).ShouldBe(["o-1", "o-2"]);
        harness.Sent<OrderPaid>().ShouldBe([new OrderPaid("o-1", 3), new OrderPaid("o-2", 3)]);
        harness.Sent<OrderShipped>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_that_fails_has_sent_nothing_until_an_operator_helps()
    {
        await using var provider = Build(out var harness);
        var fails = true;
        harness.FakeStep("pay", context =>
        {
            context.Publish(new OrderPaid("o-1", 4));
            return fails ? throw new InvalidOperationException("no") : Task.CompletedTask;
        });

        await harness.PublishAsync(new OrderPlaced("o-1"));
        var run = harness.SingleRunOf<InlineWorkflow<Order>>();
        run.ShouldBe(WorkflowStatus.Faulted);
        harness.Sent<OrderPaid>().ShouldBeEmpty();

        fails = false;
        await harness.OperateAsync(client => client.RetryAsync(run.InstanceId));

        run.ShouldBe(WorkflowStatus.Completed);
        harness.Sent<OrderPaid>().ShouldBe([new OrderPaid("o-1", 4)]);
    }

    private static ServiceProvider Build(out WorkflowTestHarness harness)
    {
        var provider = new ServiceCollection()
            .AddWorkflowTestHarness(w => w.AddWorkflow(() => new InlineWorkflow<Order>(flow =>
            {
                flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
                flow.Step("pay", context =>
                {
                    context.Publish(new OrderPaid(context.State.OrderId, 3));
                    return Task.CompletedTask;
                });
            })))
            .BuildServiceProvider(validateScopes: true);
        harness = provider.GetRequiredService<WorkflowTestHarness>();
        return provider;
    }
}
