using MassTransit;

namespace Workflows.Runtime;

/// <summary>Follows what goes over the bus of the workflows, and over no other.</summary>
internal interface IBusListener
{
    void Connect(IBus bus);
}
