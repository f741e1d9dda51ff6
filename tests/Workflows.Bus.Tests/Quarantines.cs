using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Diagnostics;
using Workflows.Persistence;
using Workflows.Persistence.Memory;
using Workflows.Runtime;

namespace Workflows.Tests;

internal static class Quarantines
{
    public static Quarantine On(MemoryWorkflowStore store, TimeProvider time, ILogger<Quarantine>? logger = null) => new(
        new MemoryQuarantineStore(store),
        StoreErrors.OfMemory,
        new WorkflowMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>()),
        time,
        logger ?? NullLogger<Quarantine>.Instance);
}
