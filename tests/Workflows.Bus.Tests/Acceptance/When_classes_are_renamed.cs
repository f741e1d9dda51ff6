using Workflows.Contracts;
using Workflows.Tests.Compilation;

namespace Workflows.Tests.Acceptance;

/// <summary>
/// A release renames namespace and classes and raises the version of the assembly while instances are open. Their names on the bus and the names in the
/// definition stay.
/// </summary>
public sealed class When_classes_are_renamed
{
    private readonly CompiledRelease _former = new("1.0.0.0", "Shop.Old", "Old", fails: true);
    private readonly CompiledRelease _latter = new("2.1.0.0", "Shop.Sales.Renewed", "New", fails: false);

    [Fact]
    public async Task Instances_go_on_wherever_they_stand()
    {
        await using var former = BusOf(_former);
        var waiting = await StartAsync(former, _former, "waits");
        await former.Harness.AdvanceAsync(TimeSpan.FromHours(2));
        var sleeping = await StartAsync(former, _former, "sleeps");
        var keeping = await StartAsync(former, _former, "keeps");
        var failing = await StartAsync(former, _former, "fails");
        await PublishAsync(former, _former.Paid("keeps"));
        await PublishAsync(former, _former.Paid("parks"));
        await PublishAsync(former, _former.Stamped("parks"));
        (await GetAsync(former, waiting)).CurrentNode.ShouldBe("payment");
        (await GetAsync(former, sleeping)).CurrentNode.ShouldBe("nap");
        (await GetAsync(former, failing)).Summary.Status.ShouldBe(WorkflowStatus.Faulted);
        await former.Harness.DisposeAsync();

        await using var latter = BusOf(_latter, former);
        foreach (var kind in new[] { WorkflowFindingKind.NameUnanswered, WorkflowFindingKind.DefinitionChanged, WorkflowFindingKind.VersionWithoutClass })
            (await latter.FindAsync(kind)).ShouldBeEmpty();

        await latter.Harness.OperateAsync(client => client.RetryAsync(failing));
        var parking = await StartAsync(latter, _latter, "parks");
        await latter.Harness.AdvanceAsync(TimeSpan.FromHours(2));
        foreach (var order in new[] { "waits", "sleeps", "fails" })
            await PublishAsync(latter, _latter.Paid(order));

        foreach (var order in new[] { "waits", "sleeps", "keeps", "fails" })
            await PublishAsync(latter, _latter.Stamped(order));

        foreach (var id in new[] { waiting, sleeping, keeping, failing, parking })
        {
            var details = await GetAsync(latter, id);
            details.Summary.Status.ShouldBe(WorkflowStatus.Completed, details.Error?.Message);
            details.State.ShouldContain("\"Count\":3");
        }
    }

    private static TestBus BusOf(CompiledRelease release, TestBus? continues = null) => new(w => w.AddWorkflows(release.Assembly), continues: continues);

    private static async Task<Guid> StartAsync(TestBus bus, CompiledRelease release, string order)
    {
        await bus.Harness.EnsureStartedAsync();
        var accepted = await bus.Client.StartAsync("renamed", release.StateOf(order), cancellationToken: TestContext.Current.CancellationToken);
        await bus.Harness.RunUntilIdleAsync();
        return accepted.InstanceId;
    }

    private static async Task PublishAsync(TestBus bus, object message)
    {
        await bus.Harness.Bus.Publish(message, TestContext.Current.CancellationToken);
        await bus.Harness.RunUntilIdleAsync();
    }

    private static async Task<WorkflowDetails> GetAsync(TestBus bus, Guid id) => (await bus.Client.GetAsync(id, TestContext.Current.CancellationToken)).ShouldNotBeNull();
}
