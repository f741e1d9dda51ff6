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
}
