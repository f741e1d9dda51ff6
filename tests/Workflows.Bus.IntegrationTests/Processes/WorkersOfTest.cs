using System.Collections.Concurrent;

namespace Workflows.IntegrationTests.Processes;

/// <summary>What the processes of the running test said, for whoever finds out why it failed.</summary>
internal static class WorkersOfTest
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<WorkerProcess>> _workers = new(StringComparer.Ordinal);

    private static string? Test => TestContext.Current.Test?.UniqueID;

    public static void Add(WorkerProcess worker)
    {
        if (Test is { } test)
            _workers.GetOrAdd(test, _ => []).Enqueue(worker);
    }

    /// <summary>For the message of an error.</summary>
    public static string Describe() =>
        Test is { } test && _workers.TryGetValue(test, out var workers) ? string.Join("\n\n", workers.Select(worker => $"Worker {worker.Name}:\n{worker.Output}")) : "";

    /// <summary>For the report, whatever the test comes to.</summary>
    public static void Attach(WorkerProcess worker)
    {
        if (Test is not null)
            TestContext.Current.AddAttachment(worker.Name, worker.Output.ToString());
    }
}
