using Workflows.Runtime;
using Workflows.Steps;

namespace Workflows.Testing;

/// <summary>
/// Knows when nothing moves any more: no message lies in a queue or is being handled, and every running step rests at a gate or waits for the clock.
/// </summary>
internal sealed class Idleness(ActivitySignal signal, MessagesInFlight messages, StepsInProgress steps, RunningSteps running, ChangedDefinitions changes)
{
    /// <summary>A step that only set a timer may be about to do something: it rests when nothing at all happens for this long.</summary>
    private static readonly TimeSpan _stillness = TimeSpan.FromMilliseconds(100);

    /// <summary>What ends without a signal is looked for this often.</summary>
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(10);

    /// <param name="patience">Real time after which it gives up.</param>
    /// <exception cref="WorkflowAssertionException">Something still moves; the message says what.</exception>
    public async Task WaitAsync(TimeSpan patience)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var version = signal.Version;
            var busy = Busy(out var isCertain);
            if (busy.Count == 0 && (isCertain || !await ChangesAsync(version, _stillness)))
                return;

            if (TimeProvider.System.GetElapsedTime(started) > patience)
                throw new WorkflowAssertionException($"The workflows did not come to rest within {patience}. Still busy: {string.Join("; ", busy.Count == 0 ? ["steps that set timers again and again"] : busy)}. A step that waits for the test belongs at a gate (CreateGate).");

            if (busy.Count > 0)
                await ChangesAsync(version, _interval);
        }
    }

    /// <summary>Something changed that gives no signal of its own.</summary>
    public void LookAgain() => signal.Changed();

    /// <summary>Waits for a condition, looking again whenever something changes.</summary>
    public async Task WaitForAsync(Func<bool> condition, string what, TimeSpan patience)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var version = signal.Version;
            if (condition())
                return;

            if (TimeProvider.System.GetElapsedTime(started) > patience)
                throw new WorkflowAssertionException($"{what} did not happen within {patience}. Busy: {string.Join("; ", Busy(out _).DefaultIfEmpty("nothing"))}.");

            await ChangesAsync(version, _interval);
        }
    }

    /// <param name="isCertain">Whether what rests is sure to rest.</param>
    private List<string> Busy(out bool isCertain)
    {
        isCertain = true;
        var busy = new List<string>(messages.Queued);
        foreach (var delivery in messages.Deliveries)
        {
            if (delivery.Step is { } step && Rests(step))
                isCertain &= step.IsAtGate;
            else
                busy.Add($"the endpoint {delivery.Endpoint} handles {delivery.MessageType ?? "a message"}{(delivery.Step is { } at ? $", in {at.Name}" : "")}");
        }

        foreach (var key in running.All.Select(run => run.Key))
        {
            if (steps.Find(key) is { } step && Rests(step))
                isCertain &= step.IsAtGate;
            else
                busy.Add(steps.Find(key) is { } at ? at.Name : $"the end of attempt {key.Attempt} of a step of instance {key.InstanceId}");
        }

        if (changes.IsDue)
            busy.Add("instances of a changed definition are made to listen anew");

        return busy;
    }

    private static bool Rests(StepInProgress step) => !step.IsCanceled && (step.IsAtGate || step.IsTimed);

    private async Task<bool> ChangesAsync(long version, TimeSpan within)
    {
        try
        {
            await signal.ChangeAfter(version).WaitAsync(within);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
