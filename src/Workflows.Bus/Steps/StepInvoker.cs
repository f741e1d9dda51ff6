using Microsoft.Extensions.DependencyInjection;
using Workflows.Definition;

namespace Workflows.Steps;

/// <summary>Calls the code that the definition names, in a container scope of its own for each attempt.</summary>
internal sealed class StepInvoker(IServiceScopeFactory scopes, StepFilters filters) : IStepInvoker
{
    public async Task InvokeAsync(StepNode step, StepContext context)
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            await filters.RunAsync(step, context, scope);
        }
        catch (Exception)
        {
            await DisposeBehindAsync(scope);
            throw;
        }

        await scope.DisposeAsync();
    }

    /// <summary>The attempt has failed already: what its services say when they are disposed must not take the place of why.</summary>
    private static async Task DisposeBehindAsync(AsyncServiceScope scope)
    {
        try
        {
            await scope.DisposeAsync();
        }
        catch (Exception)
        {
            // The first error is the one that counts.
        }
    }

    public bool RunsDefinedCode(StepNode step) => true;
}
