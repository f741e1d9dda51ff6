namespace Workflows.Definition;

internal sealed class StepBuilder<TState>(WorkflowSyntax workflow, StepSyntax step) : IStepBuilder<TState>
    where TState : class
{
    public IStepBuilder<TState> Retry(Action<IRetryBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        workflow.FaultIfRepeated(step.Name, "Retry", step.Retry is not null);
        var builder = new RetryBuilder(workflow, step.Name);
        configure(builder);
        step.Retry = builder.Build();
        return this;
    }

    public IStepBuilder<TState> Timeout(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero || timeout > TimeSpan.FromDays(24))
            workflow.Fault(step.Name, "a step timeout of more than zero and at most 24 days", $"it is {timeout}");

        workflow.FaultIfRepeated(step.Name, "Timeout", step.Timeout is not null);
        step.Timeout = timeout;
        return this;
    }

    public IStepBuilder<TState> OnError(ErrorAction action) => AddRule(null, action);

    public IStepBuilder<TState> OnError<TException>(ErrorAction action)
        where TException : Exception => AddRule(typeof(TException), action);

    public IStepBuilder<TState> OnQueue(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > SyntaxCheck.MaxNameLength || name.Any(char.IsControl))
            workflow.Fault(step.Name, $"a queue name of 1 to {SyntaxCheck.MaxNameLength} printable characters", $"it is '{name}'");

        workflow.FaultIfRepeated(step.Name, "OnQueue", step.Queue is not null);
        step.Queue = name;
        return this;
    }

    public IStepBuilder<TState> MessagePerStep()
    {
        step.MessagePerStep = true;
        return this;
    }

    private StepBuilder<TState> AddRule(Type? exceptionType, ErrorAction action)
    {
        workflow.FaultIfUndefined(step.Name, action);
        step.ErrorRules.Add(new ErrorRule(exceptionType, action));
        return this;
    }
}
