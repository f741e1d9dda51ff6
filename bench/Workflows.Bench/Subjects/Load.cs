using MassTransit;
using Npgsql;

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

    /// <summary>Proves in the database that every workflow is completed and every step recorded once.</summary>
    public static async Task VerifyAsync(NpgsqlDataSource source, string schema, int workflows, int stepsEach)
    {
        await using var command = source.CreateCommand($"""
            SELECT (SELECT count(*) FROM {schema}.instances WHERE status = 6),
                   (SELECT count(*) FROM {schema}.instances WHERE status <> 6),
                   (SELECT count(*) FROM {schema}.journal WHERE kind = 'StepCompleted')
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (completed, others, steps) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        if (completed != workflows || others != 0 || steps != (long)workflows * stepsEach)
            throw new InvalidOperationException($"Expected {workflows} completed instances with {stepsEach} steps each in {schema}, but there are {completed} completed, {others} others, {steps} steps.");
    }
}
