using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Compilation;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Instances;
using Workflows.Persistence;
using Workflows.Runtime;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Runtime;

/// <summary>Whatever an application or a person calls ends within its limit and says why, also what is added to the interfaces later.</summary>
public sealed class EntryGuardTests
{
    private static readonly Type[] _entries = [typeof(IWorkflowClient), typeof(IWorkflowInstances), typeof(IWorkflowInsights), typeof(IWorkflowBulk), typeof(IWorkflowQuarantine)];

    public static TheoryData<string, string> Methods => [.. _entries.SelectMany(entry => entry.GetMethods().Select(method => (entry.Name, method.ToString()!)))];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_store_that_does_not_answer_ends_every_call_with_the_reason(string entry, string method)
    {
        await using var bus = NewBus(out var stores);
        foreach (var store in stores())
            store.Hangs = true;

        var call = CallAsync(bus, entry, method);
        await Eventually.ShouldHoldAsync(() => call.IsCompleted || stores().Any(store => store.HangingCount > 0));
        call.IsCompleted.ShouldBeFalse("it waits for the store as long as it may");
        await PassTimeAsync(bus, call);

        (await Should.ThrowAsync<WorkflowStoreUnavailableException>(() => call)).Message.ShouldBe("The store of workflows does not answer within 3 seconds.");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_store_that_fails_is_the_reason_of_every_call(string entry, string method)
    {
        await using var bus = NewBus(out var stores);
        foreach (var store in stores())
            store.Error = new System.Net.Sockets.SocketException(111);

        var call = CallAsync(bus, entry, method);
        await PassTimeAsync(bus, call);

        (await Should.ThrowAsync<WorkflowStoreUnavailableException>(() => call)).Message
            .ShouldBe("The store of workflows cannot be reached or is not ready: Connection refused.");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_store_that_is_not_ready_is_said_at_once_to_who_asks_and_in_time_to_who_commands(string entry, string method)
    {
        await using var bus = NewBus(out _);
        var readiness = new StoreReadiness();
        readiness.Failed(new InvalidOperationException("42P01"), "The tables are missing.");
        var guard = new EntryGuard(
            readiness,
            new StoreProbe(bus.Get<IWorkflowStore>(), StoreErrors.OfMemory, readiness, bus.Harness.Clock),
            bus.Get<DurableWorkflowOptions>(),
            bus.Harness.Clock,
            new ServiceCollection().BuildServiceProvider());

        var call = CallAsync(bus, entry, method, guard);
        if (IsQuestion(method))
            await Eventually.ShouldHoldAsync(() => call.IsCompleted);
        else
            call.IsCompleted.ShouldBeFalse();

        await PassTimeAsync(bus, call);
        (await Should.ThrowAsync<WorkflowStoreUnavailableException>(() => call)).Message.ShouldBe("The store of workflows is not ready: The tables are missing.");
    }

    [Fact]
    public async Task The_limit_can_be_set()
    {
        await using var bus = NewBus(out var stores, options => options.CallTimeLimit = TimeSpan.FromMinutes(2));
        foreach (var store in stores())
            store.Hangs = true;

        await using var scope = bus.Services.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<IWorkflowClient>().PauseAsync(Guid.NewGuid(), cancellationToken: TestContext.Current.CancellationToken);
        bus.Harness.Clock.Advance(TimeSpan.FromSeconds(119));
        await Task.Yield();
        call.IsCompleted.ShouldBeFalse();
        await PassTimeAsync(bus, call);
        await Should.ThrowAsync<WorkflowStoreUnavailableException>(() => call);
    }

    [Fact]
    public void A_limit_that_is_none_is_refused() =>
        Should.Throw<WorkflowDefinitionException>(() => NewBus(out _, options => options.CallTimeLimit = TimeSpan.Zero)).Faults
            .ShouldBe(["CallTimeLimit: expected 1 second to 10 minutes, but it is 00:00:00."]);

    [Fact]
    public async Task Whoever_gives_up_gets_a_cancellation()
    {
        await using var bus = NewBus(out var stores);
        foreach (var store in stores())
            store.Hangs = true;

        using var giveUp = new CancellationTokenSource();
        await using var scope = bus.Services.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<IWorkflowClient>().PauseAsync(Guid.NewGuid(), cancellationToken: giveUp.Token);
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    private static bool IsQuestion(string method) => !System.Text.RegularExpressions.Regex.IsMatch(method, " (Run|Start|Send|Pause|Resume|Cancel|Retry|Skip|Rewind|Abort|Release|Discard)");

    /// <summary>Every store port hangs or fails when the test says so.</summary>
    private static TestBus NewBus(out Func<IReadOnlyList<TroubledStore>> stores, Action<DurableWorkflowOptions>? options = null)
    {
        var troubled = new List<TroubledStore>();
        var bus = new TestBus(
            (IWorkflowBuilder<Order> flow) => flow.Sleep("nap", TimeSpan.FromDays(1)),
            workflows => workflows.Configure(options ?? (_ => { })),
            replacements: services =>
            {
                Trouble<IWorkflowStore>(services, troubled);
                Trouble<ISearchStore>(services, troubled);
                Trouble<IInsightStore>(services, troubled);
                Trouble<IAuditStore>(services, troubled);
                Trouble<IQuarantineStore>(services, troubled);
                Trouble<IInstanceGateway>(services, troubled);
            });
        foreach (var port in new[] { typeof(IWorkflowStore), typeof(ISearchStore), typeof(IInsightStore), typeof(IAuditStore), typeof(IQuarantineStore), typeof(IInstanceGateway) })
            bus.Services.GetRequiredService(port);

        bus.Get<StoreReadiness>().Ready();
        stores = () => troubled;
        return bus;
    }

    private static void Trouble<TPort>(IServiceCollection services, List<TroubledStore> troubled)
        where TPort : class
    {
        var before = services.Last(service => service.ServiceType == typeof(TPort));
        services.AddSingleton(provider =>
        {
            var port = (TPort)(before.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, before.ImplementationType!));
            var store = TroubledStore.InFrontOf(port);
            troubled.Add(store);
            return (TPort)(object)store;
        });
    }

    private static async Task CallAsync(TestBus bus, string entry, string method, EntryGuard? guard = null)
    {
        var type = _entries.Single(candidate => candidate.Name == entry);
        var called = type.GetMethods().Single(candidate => candidate.ToString() == method);
        await using var scope = bus.Services.CreateAsyncScope();
        var target = guard is null ? scope.ServiceProvider.GetRequiredService(type) : typeof(EntryCalls)
            .GetMethod(nameof(EntryCalls.Around))!.MakeGenericMethod(type)
            .Invoke(null, [scope.ServiceProvider.GetRequiredService(type), guard])!;
        await (Task)called.Invoke(target, BindingFlags.DoNotWrapExceptions, null, [.. called.GetParameters().Select(Argument)], null)!;
    }

    private static object? Argument(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => parameter.Name switch { "workflow" => nameof(Order), "fingerprint" => "0123456789abcdef", "after" or "at" => null, "result" => null, _ => "text" },
        var type when type == typeof(Guid) => Guid.NewGuid(),
        var type when type == typeof(int) && !parameter.HasDefaultValue => 1,
        var type when type == typeof(object) => new Order(),
        var type when type == typeof(WorkflowPlace) => WorkflowPlace.Of("nap"),
        var type when type == typeof(IWorkflowOperation) => new PauseWorkflow { InstanceId = Guid.NewGuid() },
        var type when type == typeof(WorkflowSearch) => new WorkflowSearch(),
        var type when type == typeof(WorkflowJournalSearch) => new WorkflowJournalSearch(),
        var type when type == typeof(WorkflowBulkRequest) => new WorkflowBulkRequest { Operation = WorkflowBulkOperation.Pause, Search = new WorkflowSearch() },
        var type when type == typeof(IReadOnlyCollection<Guid>) => new[] { Guid.NewGuid() },
        var type when type == typeof(TimeSpan) => TimeSpan.FromHours(1),
        var type when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        var type when type == typeof(CancellationToken) => TestContext.Current.CancellationToken,
        _ => parameter.HasDefaultValue ? parameter.DefaultValue : throw new InvalidOperationException($"Which {parameter.ParameterType} {parameter.Name} is to be given?"),
    };

    private static async Task PassTimeAsync(TestBus bus, Task call)
    {
        while (!call.IsCompleted)
        {
            bus.Harness.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }
    }
}
