using System.Net.Http.Json;
using System.Text.Json;
using Workflows.Tests.Shared;

namespace Workflows.IntegrationTests.Processes;

/// <summary>A process of the sample, and what people do with it.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private readonly ServedProcess _process;

    private SampleProcess(ServedProcess process) => _process = process;

    public string Output => _process.Output;

    /// <summary>What the process calls itself in journals.</summary>
    public string WorkerName => $"{Environment.MachineName}-{_process.Id}";

    public HttpClient Http => _process.Http;

    /// <param name="database">Where its instances are.</param>
    /// <param name="localZone">The zone of the machine, in which its Npgsql reads times as before version 6. Empty: it reads them in UTC.</param>
    public static async Task<SampleProcess> StartAsync(string database, string localZone = "")
    {
        return new SampleProcess(await ServedProcess.StartAsync(
            BuiltPrograms.PathOf("Onboarding"),
            "/health",
            [
                ("ConnectionStrings__Workflows", database),
                ("RabbitMq__Uri", Services.RabbitMqUri.ToString()),
                ("Onboarding__CoolDown", "00:00:04"),
                .. LocalTimes.In(localZone).Select(setting => (setting.Key, setting.Value)),
            ]));
    }

    public async Task<Guid> SignUpAsync(string name)
    {
        using var response = await _process.Http.PostAsJsonAsync("/signups", new { name, email = $"{name}@example.org" });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("userId").GetGuid();
    }

    public async Task ConfirmAsync(Guid userId)
    {
        using var response = await _process.Http.PostAsync($"/users/{userId}/confirm", null);
        response.EnsureSuccessStatusCode();
    }

    public Task<JsonElement> UserAsync(Guid userId) => _process.Http.GetFromJsonAsync<JsonElement>($"/users/{userId}");

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
