namespace Workflows;

/// <summary>
/// What is repaired after a loss of RabbitMQ that MassTransit and RabbitMQ's client leave broken: connections that do not answer, deliveries that hold up the
/// end of their connection, endpoints that receive nothing any more. On other transports nothing is. See docs/operations.md.
/// </summary>
public enum WorkflowBrokerRepair
{
    /// <summary>Nothing. Connections, deliveries and endpoints are left to MassTransit.</summary>
    Off,

    /// <summary>
    /// The connection of the bus, the endpoint through which the bus sends, and the receive endpoints of workflows, steps and commands. Those of the
    /// application are neither canceled nor started anew.
    /// </summary>
    OwnEndpoints,

    /// <summary>
    /// Also the receive endpoints of the application on this bus: their deliveries are canceled when their connection is lost, and an endpoint that
    /// receives nothing for 30 seconds is started anew.
    /// </summary>
    AllEndpoints,
}
