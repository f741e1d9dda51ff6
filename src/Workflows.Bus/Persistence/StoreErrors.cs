using System.Data.Common;
using System.Net.Sockets;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence;

/// <summary>Finds what is wrong with the store in whatever wraps it: drivers wrap what happened on the wire, and EF Core wraps the driver.</summary>
/// <param name="reasonOf">What an exception of the driver tells; null: nothing about the store.</param>
internal sealed class StoreErrors(Func<Exception, string?> reasonOf) : IStoreErrors
{
    public static StoreErrors OfMemory { get; } = new(exception => exception is DbException or SocketException ? $"{exception.Message.TrimEnd('.')}." : null);

    public string? ReasonOf(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            var reason = inner is WorkflowStoreUnavailableException known ? known.Message : reasonOf(inner);
            if (reason is not null)
                return reason;
        }

        return null;
    }
}
