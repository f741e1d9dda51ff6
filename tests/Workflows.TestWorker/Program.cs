using Workflows.TestWorker;

await WorkerHost.RunAsync();
