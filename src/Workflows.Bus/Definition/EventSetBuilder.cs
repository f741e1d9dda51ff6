namespace Workflows.Definition;

internal sealed class EventSetBuilder<TState>(WorkflowSyntax workflow, WaitSyntax wait) : IEventSetBuilder<TState>
    where TState : class
{
    public IAwaitedEventBuilder<TState, TEvent> For<TEvent>()
        where TEvent : class
    {
        var awaited = new AwaitedEventSyntax(typeof(TEvent));
        wait.Events.Add(awaited);
        return new AwaitedEventBuilder<TState, TEvent>(workflow, wait.Name, awaited);
    }
}
