using System.Text.Json;
using Workflows.Contracts;

namespace Workflows.IntegrationTests.Observation;

/// <summary>Reads the states of instances.</summary>
internal static class States
{
    public static TState StateAs<TState>(this WorkflowDetails details) => JsonSerializer.Deserialize<TState>(details.State)!;
}
