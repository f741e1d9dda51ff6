using Workflows.Contracts;
using Workflows.Definition.Export;
using Workflows.Events;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Runtime;
using Workflows.Testing;
using Workflows.Tests.Persistence.Memory;

namespace Workflows.Tests.Events;

/// <summary>Which versions take an event of a type that is not known here.</summary>
public sealed class UnknownTypesTests
{
    private const string Endpoint = "order";
    private const string Struck = "urn:message:Shop:BellStruck";

    private readonly ManualClock _clock = new();
    private readonly MemoryWorkflowStore _store = new();
    private readonly UnknownTypes _types;

    public UnknownTypesTests()
    {
        var gateway = MemoryGateway.To(_store, _clock);
        var registry = new WorkflowRegistry([Plans.Of(new Ring())]);
        _types = new UnknownTypes(registry, new KnownDefinitions(gateway, _clock), new KnownProcesses(gateway, registry, _clock), gateway);
    }

    [Fact]
    public async Task A_version_that_waits_for_it_and_runs_elsewhere_takes_it_though_no_instance_is_open_yet()
    {
        await RegisterAsync(3, awaited: [Struck]);
        (await TakersAsync()).ShouldBeEmpty();

        await RunsAsync(3);

        (await TakersAsync()).ShouldBe([3]);
    }

    [Fact]
    public async Task What_an_earlier_form_of_the_version_waited_for_counts_as_well()
    {
        var former = Definition(3, awaited: [Struck]);
        await RegisterAsync(Definition(3) with { Former = [former] });
        await RunsAsync(3);

        (await TakersAsync()).ShouldBe([3]);
    }

    [Fact]
    public async Task What_starts_a_newer_version_is_for_it_also_while_no_process_has_it()
    {
        await RegisterAsync(3, startedBy: [Struck]);

        (await TakersAsync()).ShouldBe([3]);
    }

    [Fact]
    public async Task What_starts_an_older_version_only_is_for_it_while_a_process_has_it()
    {
        await RegisterAsync(1, startedBy: [Struck]);
        (await TakersAsync()).ShouldBeEmpty("A release has given the event up.");

        await RunsAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await TakersAsync()).ShouldBe([1]);
    }

    [Fact]
    public async Task A_version_with_an_endpoint_of_its_own_gets_its_own_copy()
    {
        await RegisterAsync(Definition(3, awaited: [Struck]) with { Endpoint = "order-3" });
        await RunsAsync(3);

        (await TakersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_version_that_was_registered_a_moment_ago_is_found_before_the_event_is_given_up()
    {
        (await TakersAsync()).ShouldBeEmpty();
        await RegisterAsync(3, startedBy: [Struck]);

        (await TakersAsync(isUntaken: false)).ShouldBeEmpty("The list is a moment old, and somebody here takes the event.");
        (await TakersAsync()).ShouldBe([3]);
    }

    [Fact]
    public async Task A_version_for_whose_sake_another_process_passed_it_on_takes_it_though_it_has_another_endpoint_meanwhile()
    {
        await RegisterAsync(Definition(3, awaited: [Struck]) with { Endpoint = "order-3" });
        await RegisterAsync(4, startedBy: [Struck]);

        (await TakersAsync(onlyFor: [1, 2, 3])).ShouldBe([3], "Of the first nothing is known, the second is here, and for the fourth it is not.");
    }

    private async Task<IEnumerable<int>> TakersAsync(bool isUntaken = true, int[]? onlyFor = null)
    {
        var strange = new StrangeEvent("Bell", Endpoint, Guid.NewGuid(), [Struck], isUntaken) { OnlyFor = onlyFor, Content = () => throw new InvalidOperationException("Nobody is to keep it.") };
        return (await _types.TakersOfAsync(strange, TestContext.Current.CancellationToken)).Keys;
    }

    private Task RegisterAsync(int version, string[]? awaited = null, string[]? startedBy = null) => RegisterAsync(Definition(version, awaited, startedBy));

    private Task RegisterAsync(WorkflowDefinitionView definition) => _store.RegisterDefinitionsAsync([definition], _clock.GetUtcNow(), TestContext.Current.CancellationToken);

    private Task RunsAsync(int version)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        return new MemoryProcessStore(_store, _clock).NoteAsync(new RunningProcess(Guid.NewGuid(), "other", [new ProcessDefinition("Bell", version)]), TestContext.Current.CancellationToken);
    }

    private static WorkflowDefinitionView Definition(int version, string[]? awaited = null, string[]? startedBy = null)
    {
        var view = DefinitionViewOf.Plan(Plans.Of(new Ring()), Endpoint);
        return view with
        {
            Version = version,
            StartedBy = startedBy ?? [],
            Nodes = [.. view.Nodes.Select(node => node.Kind == "Wait" ? node with { EventTypes = awaited ?? [] } : node)],
        };
    }

    [Workflow("Bell", Version = 2)]
    private sealed class Ring : Workflow<Order>
    {
        protected override void Define(IWorkflowBuilder<Order> flow) => flow.WaitFor<OrderPaid>("ring").CorrelatedBy(e => e.OrderId, s => s.OrderId);
    }
}
