using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_step_completes
{
    [Fact]
    public async Task The_next_one_gets_what_it_stored()
    {
        var seen = 0;
        await using var bus = new TestBus(flow =>
        {
            flow.Step("count", context => Run(() => context.State.Count = 42));
            flow.Step("look", context => Run(() => seen = context.State.Count));
        });

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("count", 1).ShouldHaveExecuted("look", 1);
        seen.ShouldBe(42);
        run.State<Order>().Count.ShouldBe(42);
        run.Lines().ShouldBe(["WorkflowStarted", "StepCompleted count", "StepCompleted look", "WorkflowCompleted"]);
    }

    [Fact]
    public async Task Its_class_came_from_the_container_in_a_scope_of_its_own()
    {
        await using var bus = new TestBus(
            flow =>
            {
                flow.Step<NoteScope>("first");
                flow.Step<NoteScope>("second");
            },
            services: services => services.AddScoped<ScopeId>());

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        run.State<Order>().Trail.Count.ShouldBe(2);
        run.State<Order>().Trail.ShouldBeUnique();
    }

    [Fact]
    public async Task Inline_code_got_the_services_that_it_asked_for()
    {
        await using var bus = new TestBus(
            flow =>
            {
                flow.Step("one", (StepContext<Order> context, ScopeId id) => Run(() => context.State.Trail.Add(id.Value)));
                flow.Step("two", (StepContext<Order> context, ScopeId id, TimeProvider time) => Run(() => context.State.PaidAt = time.GetUtcNow()));
                flow.Step("three", (StepContext<Order> context, ScopeId id, TimeProvider time, IServiceProvider services) =>
                    Run(() => context.State.Count = services.GetRequiredService<ScopeId>() == id ? 1 : 0));
            },
            services: services => services.AddScoped<ScopeId>());

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        var state = run.State<Order>();
        state.Trail.ShouldHaveSingleItem();
        state.PaidAt.ShouldBe(bus.Now);
        state.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Its_context_said_who_and_where_it_is()
    {
        StepContext<Order>? seen = null;
        await using var bus = new TestBus(flow => flow.Step("look", context => Run(() => seen = context)));

        var run = await bus.StartAsync(options: new StartOptions { Key = "k-1" });
        await bus.SettleAsync();

        seen.ShouldNotBeNull();
        seen.InstanceId.ShouldBe(run.InstanceId);
        seen.Workflow.ShouldBe("order");
        seen.Version.ShouldBe(3);
        seen.Step.ShouldBe("look");
        seen.Attempt.ShouldBe(1);
        seen.Key.ShouldBe("k-1");
        seen.IdempotencyKey.ShouldBe($"{run.InstanceId:N}/look");
    }

    private static Task Run(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private sealed class ScopeId
    {
        public string Value { get; } = Guid.NewGuid().ToString();
    }

    private sealed class NoteScope(ScopeId id) : IStep<Order>
    {
        public Task Execute(StepContext<Order> context)
        {
            context.State.Trail.Add(id.Value);
            return Task.CompletedTask;
        }
    }
}
