namespace Workflows.Tests.Api.Hosting;

/// <summary>One application for all tests of a class.</summary>
public sealed class SharedApiHost : IAsyncLifetime
{
    private ApiHost? _host;

    internal ApiHost Host => _host!;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
