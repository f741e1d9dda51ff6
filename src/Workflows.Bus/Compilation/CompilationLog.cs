using Microsoft.Extensions.Logging;

namespace Workflows.Compilation;

/// <summary>What is logged when workflows start up. Event ids 1300 to 1399 are its own and never change their meaning.</summary>
internal static partial class CompilationLog
{
    [LoggerMessage(1300, LogLevel.Information, "Workflows are ready: store {Store}, {Count} definitions.")]
    public static partial void Ready(ILogger logger, string store, int count);

    [LoggerMessage(1301, LogLevel.Error, "The store of the workflows is not ready; trying again in {Delay}. Messages wait meanwhile.")]
    public static partial void StoreNotReady(ILogger logger, TimeSpan delay, Exception exception);
}
