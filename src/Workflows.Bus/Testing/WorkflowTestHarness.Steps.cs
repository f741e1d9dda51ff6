namespace Workflows.Testing;

public sealed partial class WorkflowTestHarness
{
    /// <summary>Replaces the code of a step, in every workflow that has it. What its class takes from the container is then not needed.</summary>
    /// <typeparam name="TStep">Class of the step.</typeparam>
    /// <param name="code">What runs instead. Default: nothing.</param>
    /// <exception cref="ArgumentException">No workflow has such a step.</exception>
    public FakedStep FakeStep<TStep>(Func<StepContext, Task>? code = null)
        where TStep : class => _parts.Fakes.Add(typeof(TStep), code ?? (static _ => Task.CompletedTask));

    /// <summary>Replaces the code of a step, in every workflow that has it.</summary>
    /// <param name="step">Name of its node.</param>
    /// <param name="code">What runs instead. Default: nothing.</param>
    /// <exception cref="ArgumentException">No workflow has such a step.</exception>
    public FakedStep FakeStep(string step, Func<StepContext, Task>? code = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(step);
        return _parts.Fakes.Add(step, code ?? (static _ => Task.CompletedTask));
    }

    /// <summary>Replaces the code of a step, and changes its state.</summary>
    /// <typeparam name="TStep">Class of the step.</typeparam>
    /// <typeparam name="TState">State class of the workflow.</typeparam>
    /// <param name="code">What runs instead.</param>
    /// <exception cref="ArgumentException">No workflow has such a step.</exception>
    public FakedStep FakeStep<TStep, TState>(Action<StepContext<TState>> code)
        where TStep : class, IStep<TState>
        where TState : class
    {
        ArgumentNullException.ThrowIfNull(code);
        return FakeStep<TStep>(context =>
        {
            code((StepContext<TState>)context);
            return Task.CompletedTask;
        });
    }

    /// <summary>Makes a gate that holds steps where their code passes it.</summary>
    public StepGate CreateGate()
    {
        var gate = new StepGate(_parts.Idleness, () => Patience);
        lock (_gates)
            _gates.Add(gate);

        return gate;
    }
}
