using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Runtime;
using Workflows.Testing;
using Workflows.Tests.Persistence.Memory;

namespace Workflows.Tests.Runtime;

public sealed class KnownDefinitionsTests
{
    private readonly ManualClock _time = new();
    private readonly MemoryWorkflowStore _store = new();
    private readonly TroubledStore _troubled;
    private readonly KnownDefinitions _definitions;

    public KnownDefinitionsTests()
    {
        _troubled = TroubledStore.InFrontOf<IWorkflowStore>(_store);
        _definitions = new KnownDefinitions(MemoryGateway.To(_store, _time, (IWorkflowStore)(object)_troubled), _time);
    }

    [Fact]
    public async Task One_reading_answers_for_all_names_there_are_and_are_not()
    {
        await RegisterAsync(1);
        (await FindAsync("order", 1))!.Endpoint.ShouldBe("order-1");

        _troubled.Error = new InvalidOperationException("The list is not to be read again.");
        for (var i = 0; i < 1_000; i++)
            (await FindAsync($"made-up-{i}", 1)).ShouldBeNull();

        _time.Advance(TimeSpan.FromSeconds(29));
        (await FindAsync("order", 1))!.Endpoint.ShouldBe("order-1");
        (await FindAsync("order", KnownDefinitions.Newest))!.Endpoint.ShouldBe("order-1");
    }

    [Fact]
    public async Task A_version_that_was_registered_a_moment_ago_is_found()
    {
        await RegisterAsync(1);
        (await FindAsync("order", 2))!.Version.ShouldBe(1);

        await RegisterAsync(2);
        _time.Advance(TimeSpan.FromSeconds(1));

        (await FindAsync("order", 2))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_workflow_that_moved_is_found_after_half_a_minute()
    {
        await RegisterAsync(1);
        await FindAsync("order", 1);

        await RegisterAsync(1, "orders");
        _time.Advance(TimeSpan.FromSeconds(30));

        (await FindAsync("order", 1))!.Endpoint.ShouldBe("orders");
    }

    private ValueTask<WorkflowDefinitionView?> FindAsync(string workflow, int version) => _definitions.FindAsync(workflow, version, TestContext.Current.CancellationToken);

    private Task RegisterAsync(int version, string? endpoint = null) => _store.RegisterDefinitionsAsync(
        [new WorkflowDefinitionView { Name = "order", Version = version, Endpoint = endpoint ?? $"order-{version}", Nodes = [], Edges = [] }], _time.GetUtcNow(), TestContext.Current.CancellationToken);
}
