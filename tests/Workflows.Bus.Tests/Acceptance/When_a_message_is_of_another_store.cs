using MassTransit;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Diagnostics.Installation;
using Workflows.Runtime;

namespace Workflows.Tests.Acceptance;

/// <summary>The same workflows run on two stores behind endpoints of one name.</summary>
public sealed class When_a_message_is_of_another_store
{
    [Fact]
    public async Task It_is_refused_with_a_sentence_and_found()
    {
        await using var bus = Napping();
        await SendAsync(bus, "another");

        bus.Harness.Faults.ShouldHaveSingleItem().Exception.Message.ShouldStartWith("Expected messages of the store of this process at the endpoint 'Order', but this one is of another:");
        var finding = (await bus.Get<InstallationReport>().RenewAsync(TestContext.Current.CancellationToken)).Findings.ShouldHaveSingleItem();
        (finding.Kind, finding.Severity).ShouldBe((WorkflowFindingKind.EndpointShared, WorkflowFindingSeverity.Error));
    }

    [Theory]
    [InlineData("ours")]
    [InlineData(null)]
    public async Task One_of_the_same_store_or_of_an_earlier_release_is_taken(string? store)
    {
        await using var bus = Napping();
        await SendAsync(bus, store);

        bus.Harness.Faults.ShouldBeEmpty();
        bus.Get<StoreIdentity>().Last.ShouldBeNull();
    }

    [Fact]
    public async Task What_goes_between_instances_steps_and_timers_says_whose_it_is()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.MessagePerStep();
            flow.Step("pay", (StepContext<Order> _) => Task.CompletedTask);
            flow.Sleep("nap", TimeSpan.FromHours(1));
        });
        await bus.Harness.EnsureStartedAsync();
        bus.Get<StoreIdentity>().Know("ours");
        var marks = new Marks();
        bus.Harness.Bus.ConnectSendObserver(marks);

        var run = await bus.StartAsync();
        await bus.AdvanceAsync(TimeSpan.FromHours(1));

        run.Status.ShouldBe(WorkflowStatus.Completed);
        marks.Of.Keys.ShouldBe([nameof(ExecuteStep), nameof(RedriveWorkflow), nameof(TimerElapsed)], ignoreOrder: true);
        marks.Of.Values.ShouldAllBe(mark => mark == "ours");
    }

    private static TestBus Napping() => new(flow => flow.Sleep("nap", TimeSpan.FromHours(1)));

    private static async Task SendAsync(TestBus bus, string? store)
    {
        await bus.Harness.EnsureStartedAsync();
        bus.Get<StoreIdentity>().Know("ours");
        var target = await bus.Harness.Bus.GetSendEndpoint(WorkflowEndpoints.AddressOf("Order"));
        await target.Send(new RedriveWorkflow(Guid.NewGuid()), Pipe.Execute<SendContext<RedriveWorkflow>>(context => context.Headers.Set(StoreIdentity.Header, store)), TestContext.Current.CancellationToken);
        await bus.SettleAsync();
    }

    private sealed class Marks : ISendObserver
    {
        public Dictionary<string, string?> Of { get; } = [];

        public Task PreSend<T>(SendContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PostSend<T>(SendContext<T> context)
            where T : class
        {
            lock (Of)
                Of[typeof(T).Name] = context.Headers.TryGetHeader(StoreIdentity.Header, out var mark) ? mark as string : null;

            return Task.CompletedTask;
        }

        public Task SendFault<T>(SendContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
