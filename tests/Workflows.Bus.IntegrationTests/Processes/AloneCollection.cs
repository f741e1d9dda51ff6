namespace Workflows.IntegrationTests.Processes;

/// <summary>Tests that restart the services that all share: they run alone, when all others are done.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
