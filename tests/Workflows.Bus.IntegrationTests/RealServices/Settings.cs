namespace Workflows.IntegrationTests.RealServices;

/// <summary>Where the real services are. Without them these tests fail: passing over them would look like passing.</summary>
internal static class Settings
{
    public static string Database => Get("ConnectionStrings__Workflows");

    public static Uri Broker => new(Get("RabbitMq__Uri"));

    public static string Script => Get("WORKFLOWS_SERVICES");

    private static string Get(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException(
                $"Expected the environment variable {name}, but it is not set. These tests need real services: run ./test.sh, or eval \"$(eng/services up)\" and set WORKFLOWS_SERVICES to the path of eng/services.");
}
