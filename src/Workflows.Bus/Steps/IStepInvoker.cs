using Workflows.Definition;

namespace Workflows.Steps;

/// <summary>Calls the user's code of a step.</summary>
internal interface IStepInvoker
{
    Task InvokeAsync(StepNode step, StepContext context);

    /// <summary>Whether the code that the definition names is what runs, and so what it takes from the container must be there.</summary>
    bool RunsDefinedCode(StepNode step);
}
