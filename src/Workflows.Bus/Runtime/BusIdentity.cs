using Microsoft.Extensions.DependencyInjection;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Which broker the bus of this process is on. Never with credentials.</summary>
internal sealed class BusIdentity(IServiceProvider provider, IBroker? broker = null)
{
    /// <summary>A bus in the memory of a process is another one in each.</summary>
    private readonly string _memory = $"{Environment.MachineName}/{Guid.NewGuid():N}";

    private volatile string? _cluster;

    /// <returns>Host and virtual host; null: there is no bus.</returns>
    public string? Address => provider.GetService<WorkflowBus>()?.Instance.HostConfiguration.HostAddress.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    /// <returns>Null: there is no bus.</returns>
    public async ValueTask<ProcessBus?> ReadAsync()
    {
        if (Address is not { } address)
            return null;

        return new ProcessBus(address, ProcessBus.IsInMemory(address) ? _memory : _cluster ??= await ClusterAsync());
    }

    private Task<string?> ClusterAsync() => broker?.ClusterAsync() ?? Task.FromResult<string?>(null);
}
