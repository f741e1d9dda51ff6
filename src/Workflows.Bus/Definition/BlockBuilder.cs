using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace Workflows.Definition;

internal class BlockBuilder<TState>(WorkflowSyntax workflow, List<NodeSyntax> nodes) : IBlockBuilder<TState>
    where TState : class
{
    private const string StepSuffix = "Step";

    protected WorkflowSyntax Workflow { get; } = workflow;

    public IStepBuilder<TState> Step<TStep>(string? name = null)
        where TStep : class, IStep<TState> =>
        Add(name ?? NameOf(typeof(TStep)), new StepCode(typeof(TStep), [], static (services, context) =>
            services.GetRequiredService<TStep>().Execute((StepContext<TState>)context)));

    public IStepBuilder<TState> Step(string name, Func<StepContext<TState>, Task> execute)
    {
        ArgumentNullException.ThrowIfNull(execute);
        return Add(name, new StepCode(null, [], (_, context) => execute((StepContext<TState>)context)));
    }

    public IStepBuilder<TState> Step<T1>(string name, Func<StepContext<TState>, T1, Task> execute)
        where T1 : notnull
    {
        ArgumentNullException.ThrowIfNull(execute);
        return Add(name, new StepCode(null, [typeof(T1)], (services, context) =>
            execute((StepContext<TState>)context, services.GetRequiredService<T1>())));
    }

    public IStepBuilder<TState> Step<T1, T2>(string name, Func<StepContext<TState>, T1, T2, Task> execute)
        where T1 : notnull
        where T2 : notnull
    {
        ArgumentNullException.ThrowIfNull(execute);
        return Add(name, new StepCode(null, [typeof(T1), typeof(T2)], (services, context) =>
            execute((StepContext<TState>)context, services.GetRequiredService<T1>(), services.GetRequiredService<T2>())));
    }

    public IStepBuilder<TState> Step<T1, T2, T3>(string name, Func<StepContext<TState>, T1, T2, T3, Task> execute)
        where T1 : notnull
        where T2 : notnull
        where T3 : notnull
    {
        ArgumentNullException.ThrowIfNull(execute);
        return Add(name, new StepCode(null, [typeof(T1), typeof(T2), typeof(T3)], (services, context) =>
            execute((StepContext<TState>)context, services.GetRequiredService<T1>(), services.GetRequiredService<T2>(), services.GetRequiredService<T3>())));
    }

    public void Sleep(string name, TimeSpan duration) =>
        nodes.Add(new SleepSyntax(name, (_, now) => DueTime.After(now, duration), duration.ToString("c")));

    public void Sleep(string name, Func<TState, TimeSpan> duration)
    {
        ArgumentNullException.ThrowIfNull(duration);
        nodes.Add(new SleepSyntax(name, (state, now) => DueTime.After(now, duration((TState)state)), "from state"));
    }

    public void SleepUntil(string name, DateTimeOffset wakeAt) =>
        nodes.Add(new SleepSyntax(name, (_, _) => wakeAt.ToUniversalTime(), $"until {wakeAt.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture)}"));

    public void SleepUntil(string name, Func<TState, DateTimeOffset> wakeAt)
    {
        ArgumentNullException.ThrowIfNull(wakeAt);
        nodes.Add(new SleepSyntax(name, (state, _) => wakeAt((TState)state).ToUniversalTime(), "until, from state"));
    }

    public IWaitBuilder<TState, TEvent> WaitFor<TEvent>(string name)
        where TEvent : class
    {
        var wait = new WaitSyntax(name, WaitRule.One);
        var awaited = new AwaitedEventSyntax(typeof(TEvent));
        wait.Events.Add(awaited);
        nodes.Add(wait);
        return new WaitBuilder<TState, TEvent>(Workflow, wait, awaited);
    }

    public IWaitLimitBuilder<TState> WaitForAny(string name, Action<IEventSetBuilder<TState>> events) => WaitForSeveral(name, WaitRule.Any, events);

    public IWaitLimitBuilder<TState> WaitForAll(string name, Action<IEventSetBuilder<TState>> events) => WaitForSeveral(name, WaitRule.All, events);

    public IBranchBuilder<TState> If(
        Func<TState, bool> condition,
        Action<IBlockBuilder<TState>> then,
        string? name = null,
        [CallerArgumentExpression(nameof(condition))] string? label = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(then);
        var decision = new DecisionSyntax(name ?? Workflow.NextName("if"), state => condition((TState)state), label ?? "");
        nodes.Add(decision);
        then(new BlockBuilder<TState>(Workflow, decision.Then));
        return new BranchBuilder<TState>(Workflow, decision);
    }

    public void Finish(string? name = null) => nodes.Add(new EndSyntax(name ?? Workflow.NextName("finish"), null));

    public void Fail(string reason, string? name = null) => Fail(_ => reason, name);

    public void Fail(Func<TState, string> reason, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        nodes.Add(new EndSyntax(name ?? Workflow.NextName("fail"), state => reason((TState)state)));
    }

    private WaitLimitBuilder<TState> WaitForSeveral(string name, WaitRule rule, Action<IEventSetBuilder<TState>> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var wait = new WaitSyntax(name, rule);
        nodes.Add(wait);
        events(new EventSetBuilder<TState>(Workflow, wait));
        return new WaitLimitBuilder<TState>(Workflow, wait);
    }

    private StepBuilder<TState> Add(string name, StepCode code)
    {
        var step = new StepSyntax(name, code);
        nodes.Add(step);
        return new StepBuilder<TState>(Workflow, step);
    }

    private static string NameOf(Type stepType)
    {
        var name = stepType.Name;
        var generic = name.IndexOf('`', StringComparison.Ordinal);
        if (generic > 0)
            name = name[..generic];

        return name.Length > StepSuffix.Length && name.EndsWith(StepSuffix, StringComparison.Ordinal) ? name[..^StepSuffix.Length] : name;
    }
}
