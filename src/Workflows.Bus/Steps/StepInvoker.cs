using Microsoft.Extensions.DependencyInjection;
using Workflows.Definition;

namespace Workflows.Steps;

/// <summary>Calls the code that the definition names, in a container scope of its own for each attempt.</summary>
internal sealed class StepInvoker(IServiceScopeFactory scopes) : IStepInvoker
{
    public async Task InvokeAsync(StepNode step, StepContext context)
    {
        await using var scope = scopes.CreateAsyncScope();
        await step.Code.Execute(scope.ServiceProvider, context);
    }

    public bool RunsDefinedCode(StepNode step) => true;
}
