using System.Diagnostics;
using MassTransit;

namespace Workflows.Bench.Subjects;

/// <summary>Publishes starts and waits for the ends.</summary>
internal static class Load
{
    private const int Publishers = 128;

    public static async Task RunAsync<TMessage>(IBus bus, Completions completions, int count, Func<int, TMessage> message)
        where TMessage : class
    {
        var all = completions.Expect(count);
        await PublishAsync(bus, count, message);
        await all.WaitAsync(TimeSpan.FromMinutes(2));
    }

    public static Task PublishAsync<TMessage>(IBus bus, int count, Func<int, TMessage> message)
        where TMessage : class =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Publishers },
            async (number, cancellationToken) => await bus.Publish(message(number), cancellationToken));

    /// <param name="count">How many, one after the other.</param>
    /// <param name="run">Starts one and waits for its end.</param>
    /// <returns>Milliseconds of each.</returns>
    public static async Task<List<double>> OneByOneAsync(int count, Func<int, Task> run)
    {
        var times = new List<double>();
        for (var number = 0; number < count; number++)
        {
            var started = Stopwatch.GetTimestamp();
            await run(number);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times;
    }
}
