using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Context;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>
/// The consume filters that the application added to the endpoints of steps. They run for each attempt, in its own scope, whichever delivery it runs under: that
/// of its message, of the step before, or of the event that started the instance.
/// </summary>
internal sealed class StepFilters(WorkflowRegistry registry, WorkflowEndpoints endpoints)
{
    private static readonly AsyncLocal<ConsumeContext?> _delivery = new();

    /// <summary>By the name of the endpoint.</summary>
    private readonly ConcurrentDictionary<string, IPipe<ConsumeContext<ExecuteStep>>> _pipes = new(StringComparer.Ordinal);

    /// <summary>What runs from here on runs under the delivery.</summary>
    public static void Under(ConsumeContext delivery) => _delivery.Value = delivery;

    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="pipe">The filters; the last one calls <see cref="CallAsync"/>.</param>
    public void Add(string endpoint, IPipe<ConsumeContext<ExecuteStep>> pipe) => _pipes[endpoint] = pipe;

    /// <summary>Runs the code of a step behind the filters.</summary>
    public Task RunAsync(StepNode step, StepContext context, IServiceScope scope) =>
        Find(step, context) is { } pipe && _delivery.Value is { } delivery
            ? RunAsync(pipe, new MessageConsumeContext<ExecuteStep>(delivery, context.Message), new StepCall(step, context, scope), scope)
            : new StepCall(step, context, scope).RunAsync();

    public static Task CallAsync(ConsumeContext<ExecuteStep> context) => context.GetPayload<StepCall>().RunAsync();

    private IPipe<ConsumeContext<ExecuteStep>>? Find(StepNode step, StepContext context) =>
        !_pipes.IsEmpty && registry.Find(context.Workflow, context.Version) is { } plan ? _pipes.GetValueOrDefault(endpoints.StepsOf(plan.WorkflowType, step.Queue)) : null;

    private static async Task RunAsync(IPipe<ConsumeContext<ExecuteStep>> pipe, ConsumeContext<ExecuteStep> message, StepCall call, IServiceScope scope)
    {
        await pipe.Send(new ConsumeContextScope<ExecuteStep>(message, scope, scope.ServiceProvider, call));
        if (!call.WasMade)
            throw new InvalidOperationException("A consume filter of the application ended the attempt without running the step. It must call next.Send, or throw.");
    }

    /// <summary>The call that the filters lead to.</summary>
    private sealed class StepCall(StepNode step, StepContext context, IServiceScope scope)
    {
        public bool WasMade { get; private set; }

        public Task RunAsync()
        {
            WasMade = true;
            return step.Code.Execute(scope.ServiceProvider, context)
                ?? throw new InvalidOperationException($"Expected step '{step.Name}' to return a task, but it returned null. Return Task.CompletedTask, or make it async.");
        }
    }
}
