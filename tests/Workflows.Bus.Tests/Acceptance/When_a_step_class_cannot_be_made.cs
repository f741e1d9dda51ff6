using Microsoft.Extensions.DependencyInjection;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_step_class_cannot_be_made
{
    [Fact]
    public async Task All_that_is_wrong_is_said_in_one_message_before_anything_starts()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.Step<AbstractStep>();
            flow.Step<IOrderStep>("by-interface");
            flow.Step<HiddenStep>();
            flow.Step<GenericStep<int>>();
            flow.Step<HungryStep>();
            flow.Step("inline", (StepContext<Order> _, IHunger _) => Task.CompletedTask);
        });

        var exception = await Should.ThrowAsync<WorkflowDefinitionException>(bus.Harness.EnsureStartedAsync());

        exception.Faults.Count.ShouldBe(5);
        exception.Faults.ShouldContain(fault => fault.StartsWith("order v3, node 'Abstract': expected a class that the container can make as the code of the step, but", StringComparison.Ordinal) && fault.Contains("is abstract.", StringComparison.Ordinal));
        exception.Faults.ShouldContain(fault => fault.StartsWith("order v3, node 'by-interface': ", StringComparison.Ordinal) && fault.Contains("is an interface.", StringComparison.Ordinal));
        exception.Faults.ShouldContain(fault => fault.StartsWith("order v3, node 'Hidden': ", StringComparison.Ordinal) && fault.Contains("has no public constructor.", StringComparison.Ordinal));
        exception.Faults.ShouldContain(fault => fault.StartsWith("order v3, node 'Hungry': expected the service", StringComparison.Ordinal));
        exception.Faults.ShouldContain(fault => fault.StartsWith("order v3, node 'inline': expected the service", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_the_application_registers_runs(bool behind)
    {
        static void Register(IServiceCollection services) => services
            .AddScoped<AbstractStep, WholeStep>()
            .AddScoped<IOrderStep, WholeStep>()
            .AddScoped(_ => HiddenStep.Make());
        await using var bus = new TestBus(
            flow =>
            {
                flow.Step<AbstractStep>();
                flow.Step<IOrderStep>("by-interface");
                flow.Step<HiddenStep>();
            },
            services: behind ? null : Register,
            replacements: behind ? Register : null);

        var run = await bus.CompleteAsync(await bus.StartAsync());

        run.State<Order>().Count.ShouldBe(3);
    }

    public interface IOrderStep : IStep<Order>;

    public interface IHunger;

    public abstract class AbstractStep : IStep<Order>
    {
        public abstract Task Execute(StepContext<Order> context);
    }

    public sealed class WholeStep : AbstractStep, IOrderStep
    {
        public override Task Execute(StepContext<Order> context)
        {
            context.State.Count++;
            return Task.CompletedTask;
        }
    }

    public sealed class HiddenStep : IStep<Order>
    {
        private HiddenStep()
        {
        }

        public static HiddenStep Make() => new();

        public Task Execute(StepContext<Order> context)
        {
            context.State.Count++;
            return Task.CompletedTask;
        }
    }

    public sealed class GenericStep<T> : IStep<Order>
    {
        public Task Execute(StepContext<Order> context) => Task.FromResult(default(T));
    }

    public sealed class HungryStep(IHunger hunger) : IStep<Order>
    {
        public Task Execute(StepContext<Order> context) => Task.FromResult(hunger);
    }
}
