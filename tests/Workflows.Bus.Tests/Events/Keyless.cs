using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Diagnostics;
using Workflows.Events;

namespace Workflows.Tests.Events;

/// <summary>What counts events without a key, outside a host.</summary>
internal static class Keyless
{
    private static readonly WorkflowMetrics _metrics = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    public static KeylessEvents Events(ILogger<KeylessEvents>? logger = null) => new(_metrics, logger ?? NullLogger<KeylessEvents>.Instance);
}
