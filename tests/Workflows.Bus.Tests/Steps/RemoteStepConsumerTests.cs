using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Tests.Steps;

/// <summary>A step worker without the store gets a step that it has no code for.</summary>
public sealed class RemoteStepConsumerTests
{
    [Theory]
    [InlineData("gone", 3)]
    [InlineData("ship", 4)]
    public async Task The_instance_is_told_that_nobody_knows_the_step(string node, int version)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddMassTransitTestHarness(TextWriter.Null, bus =>
            {
                bus.AddWorkflowStepWorker(w => w.AddWorkflow(() => new InlineWorkflow<Order>(flow => flow.Step("ship", _ => Task.CompletedTask))));
                bus.AddHandler((StepEnded _) => Task.CompletedTask).Endpoint(endpoint => endpoint.Name = "instances");
            })
            .BuildServiceProvider(validateScopes: true);
        var harness = services.GetRequiredService<ITestHarness>();
        harness.TestInactivityTimeout = TimeSpan.FromSeconds(30);
        await harness.Start();

        var worker = services.GetRequiredService<WorkflowEndpoints>();
        var queue = await harness.Bus.GetSendEndpoint(WorkflowEndpoints.AddressOf(worker.StepsOf(typeof(InlineWorkflow<Order>), null)));
        await queue.Send(MessageFor(node, version), TestContext.Current.CancellationToken);

        var told = harness.Consumed.SelectAsync<StepEnded>(TestContext.Current.CancellationToken);
        await foreach (var message in told)
        {
            var ended = message.Context.Message;
            (ended.Token, ended.Attempt, ended.Outcome).ShouldBe((7, 2, StepOutcome.Failed));
            ended.Error.ShouldNotBeNull().Type.ShouldBe(typeof(UnknownStepException).FullName);
            ended.Error.Message.ShouldStartWith($"No worker that got it knows the step '{node}' of order v{version}.");
            return;
        }

        Assert.Fail("The instance was not told.");
    }

    private static ExecuteStep MessageFor(string node, int version) => new()
    {
        InstanceId = Guid.NewGuid(),
        Workflow = "order",
        Version = version,
        Node = node,
        Token = 7,
        Attempt = 2,
        Revision = 1,
        State = "{}",
        ReplyTo = WorkflowEndpoints.AddressOf("instances"),
    };
}
