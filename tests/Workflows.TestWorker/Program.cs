using Microsoft.Extensions.Hosting;
using Workflows.TestWorker;

using var host = WorkerHost.Build();
await host.RunAsync();
WorkerHost.SayGoodbye(host);
