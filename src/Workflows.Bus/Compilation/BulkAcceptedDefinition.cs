using MassTransit;
using Workflows.Operations.Bulk;

namespace Workflows.Compilation;

/// <summary>Notices of jobs come to the endpoint that takes published commands: one of the processes that work on instances is woken.</summary>
internal sealed class BulkAcceptedDefinition(EndpointSettings settings) : ConsumerDefinition<BulkAcceptedConsumer>, IConsumerDefinition
{
    string IConsumerDefinition.GetEndpointName(IEndpointNameFormatter formatter)
    {
        settings.Use(formatter);
        return settings.Endpoints.Commands;
    }
}
