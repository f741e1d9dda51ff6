namespace Workflows.IntegrationTests.Persistence;

/// <summary>The name of a schema that is dropped in the end.</summary>
internal sealed class EmptySchema : IAsyncDisposable
{
    public string Name { get; } = $"test_{Guid.NewGuid():N}";

    public async ValueTask DisposeAsync() => await TestSchema.ExecuteAsync($"DROP SCHEMA IF EXISTS {Name} CASCADE");
}
