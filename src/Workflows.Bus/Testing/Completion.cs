using Workflows.Contracts;

namespace Workflows.Testing;

/// <summary>Drives an instance to its end: publishes the events that it waits for, and lets time pass where it waits for time.</summary>
internal sealed class Completion(WorkflowRun run, IReadOnlyCollection<object> events, VirtualTime time, Func<object, Task> publish)
{
    private const int MaxRounds = 10_000;

    private readonly List<object> _left = [.. events];

    public async Task RunAsync(TimeSpan patience)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            await time.SettleAsync(patience);
            var details = run.Details;
            if (details.Summary.Status.IsTerminal())
                return;

            if (details.Summary.Status is WorkflowStatus.Faulted or WorkflowStatus.Paused)
                throw Stuck("only an operator can move it");

            if (NextEvent(details) is { } next)
            {
                _left.Remove(next);
                await publish(next);
            }
            else if (await time.NextDueAsync() is { } due)
            {
                await time.PassUntilAsync(due, patience);
            }
            else
            {
                throw Stuck(WhyItWaits([.. run.Source.AwaitedBy(details).Select(awaited => awaited.EventType)]));
            }
        }

        throw Stuck($"it had not ended after {MaxRounds} rounds");
    }

    private object? NextEvent(WorkflowDetails details)
    {
        var awaited = run.Source.AwaitedBy(details);
        return _left.FirstOrDefault(candidate => awaited.Any(one => one.EventType.IsInstanceOfType(candidate)));
    }

    private string WhyItWaits(IReadOnlyCollection<Type> types)
    {
        if (types.Count == 0)
            return "nothing is due and no event is awaited";

        var given = events.Any(candidate => types.Any(type => type.IsInstanceOfType(candidate)));
        return $"it waits for {string.Join(", ", types.Select(type => type.Name))}{(given ? ", and those that were given did not match" : ", and none was given")}";
    }

    private WorkflowAssertionException Stuck(string why) => new($"The instance did not come to its end: {why}. {run}");
}
