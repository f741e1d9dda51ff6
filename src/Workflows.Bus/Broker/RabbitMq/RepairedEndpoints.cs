using Workflows.Runtime;

namespace Workflows.Broker.RabbitMq;

/// <summary>Which receive endpoints of the bus are repaired. Those of the application are its own affair unless it asks for it.</summary>
/// <param name="own">The endpoints of workflows.</param>
/// <param name="bus">The endpoint of the bus itself, through whose channel everything is sent.</param>
/// <param name="areAll">The application asked for its own as well.</param>
internal sealed class RepairedEndpoints(ConfiguredEndpoints own, Func<Uri> bus, bool areAll)
{
    public bool Has(Uri address) => areAll || own.Has(NameOf(address)) || NameOf(address) == NameOf(bus());

    /// <summary>Behind the virtual host, before the settings of the queue.</summary>
    private static string NameOf(Uri address) => Uri.UnescapeDataString(address.Segments[^1]);
}
