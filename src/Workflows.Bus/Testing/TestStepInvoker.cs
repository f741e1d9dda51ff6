using Workflows.Definition;
using Workflows.Steps;

namespace Workflows.Testing;

/// <summary>Calls the code of a step, or what the test put in its place, and notes that it runs.</summary>
internal sealed class TestStepInvoker(StepInvoker inner, StepFakes fakes, StepsInProgress steps) : IStepInvoker
{
    public async Task InvokeAsync(StepNode step, StepContext context)
    {
        var progress = steps.Begin(context);
        try
        {
            await (fakes.Find(step) is { } fake ? fake.CallAsync(context) : inner.InvokeAsync(step, context));
        }
        finally
        {
            steps.End(progress);
        }
    }

    public bool RunsDefinedCode(StepNode step) => fakes.Find(step) is null;
}
