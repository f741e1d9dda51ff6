namespace Workflows.IntegrationTests.Processes;

/// <summary>For tests that run processes of the sample: it names its queues itself, so two of them at once would take each other's messages.</summary>
[CollectionDefinition(Name)]
public sealed class SampleCollection
{
    public const string Name = "Sample";
}
