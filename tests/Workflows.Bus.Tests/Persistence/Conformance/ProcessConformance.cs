using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Processes that run are known to the others, until they end or fall silent.</summary>
public abstract class ProcessConformance : StoreConformance
{
    private static readonly RunningProcess _billing = new(Guid.NewGuid(), "billing-1", [new ProcessDefinition("Order", 1) { Mark = "a1" }, new ProcessDefinition("Invoice", 3)]) { Bus = new ProcessBus("rabbitmq://broker/shop", "rabbit@one") };
    private static readonly RunningProcess _shipping = new(Guid.NewGuid(), "shipping-1", []);

    private protected abstract IProcessStore Processes { get; }

    [Fact]
    public async Task Those_that_say_that_they_run_are_listed_by_name()
    {
        await Processes.NoteAsync(_shipping, Canceled);
        await Processes.NoteAsync(_billing, Canceled);
        await Processes.NoteAsync(_billing, Canceled);

        TextOf(await Processes.ListAsync(TimeSpan.FromMinutes(1), Canceled)).ShouldBe(TextOf<IReadOnlyList<RunningProcess>>([_billing, _shipping]));
    }

    [Fact]
    public async Task One_that_ends_is_listed_no_more()
    {
        await Processes.NoteAsync(_billing, Canceled);
        await Processes.ForgetAsync(_billing.Id, Canceled);

        (await Processes.ListAsync(TimeSpan.FromMinutes(1), Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_was_not_heard_of_for_the_span_is_not_listed()
    {
        await Processes.NoteAsync(_billing, Canceled);

        (await Processes.ListAsync(TimeSpan.FromTicks(-1), Canceled)).ShouldBeEmpty();
    }
}
