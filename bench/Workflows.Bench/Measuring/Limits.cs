using System.Diagnostics;
using Npgsql;
using RabbitMQ.Client;
using Workflows.Bench.Services;

namespace Workflows.Bench.Measuring;

/// <summary>What the two services can do at all, in the same minutes: single-row transactions with 16 clients, and messages published with confirm and consumed.</summary>
internal static class Limits
{
    private static readonly TimeSpan _duration = TimeSpan.FromSeconds(3);

    public static async Task<LimitResult> MeasureAsync(BenchServices services, NpgsqlDataSource source) =>
        new(await TransactionsAsync(source), await MessagesAsync(services));

    private static async Task<double> TransactionsAsync(NpgsqlDataSource source)
    {
        await using (var create = source.CreateCommand("CREATE UNLOGGED TABLE IF NOT EXISTS bench_limit (id uuid PRIMARY KEY, step int); ALTER TABLE bench_limit SET LOGGED; TRUNCATE bench_limit"))
            await create.ExecuteNonQueryAsync();

        var count = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var insert = new NpgsqlCommand("INSERT INTO bench_limit VALUES ($1, 1)", connection);
            var id = insert.Parameters.Add(new NpgsqlParameter<Guid>());
            await insert.PrepareAsync();
            while (watch.Elapsed < _duration)
            {
                id.Value = Guid.NewGuid();
                await insert.ExecuteNonQueryAsync();
                Interlocked.Increment(ref count);
            }
        }));
        var rate = count / watch.Elapsed.TotalSeconds;
        await using var drop = source.CreateCommand("DROP TABLE bench_limit");
        await drop.ExecuteNonQueryAsync();
        return rate;
    }

    private static async Task<double> MessagesAsync(BenchServices services)
    {
        var factory = new ConnectionFactory { Uri = services.RabbitMq };
        await using var connection = await factory.CreateConnectionAsync();
        await using var consuming = await connection.CreateChannelAsync();
        var queue = $"bench-limit-{Guid.NewGuid():N}";
        await consuming.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await consuming.BasicQosAsync(0, 100, false);

        var received = 0;
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(consuming);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await consuming.BasicAckAsync(delivery.DeliveryTag, false);
            Interlocked.Increment(ref received);
        };
        await consuming.BasicConsumeAsync(queue, autoAck: false, consumer);

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => PublishAsync(connection, queue, watch)));
        var rate = received / watch.Elapsed.TotalSeconds;
        await consuming.QueueDeleteAsync(queue);
        return rate;
    }

    private static async Task PublishAsync(IConnection connection, string queue, Stopwatch watch)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var body = new byte[1024];
        var properties = new BasicProperties { Persistent = true };
        var pending = new List<Task>();
        while (watch.Elapsed < _duration)
        {
            pending.Add(channel.BasicPublishAsync("", queue, true, properties, body).AsTask());
            if (pending.Count < 200)
                continue;

            await Task.WhenAll(pending);
            pending.Clear();
        }

        await Task.WhenAll(pending);
    }
}
