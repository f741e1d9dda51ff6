using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;
using Workflows.IntegrationTests.Observation;

namespace Workflows.IntegrationTests.Processes;

/// <summary>A process of the sample, as it is built, talked to over HTTP.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private SampleProcess(Process process, Uri address)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = address };
        Output.Attach(process);
    }

    public ProcessOutput Output { get; } = new();

    /// <summary>What the process calls itself in journals.</summary>
    public string WorkerName => $"{Environment.MachineName}-{_process.Id}";

    public bool HasExited => _process.HasExited;

    public static async Task<SampleProcess> StartAsync(string database)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var dll = typeof(SampleProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Onboarding").Value!;
        var start = new ProcessStartInfo("dotnet", [dll, "--urls", address.ToString()])
        {
            WorkingDirectory = Path.GetDirectoryName(dll),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ConnectionStrings__Workflows"] = database,
                ["RabbitMq__Uri"] = Services.RabbitMqUri.ToString(),
                ["Onboarding__CoolDown"] = "00:00:04",
            },
        };
        var sample = new SampleProcess(Process.Start(start)!, address);
        await Eventually.HoldsAsync(sample.IsHealthyAsync, () => Task.FromResult(sample.Output.ToString()));
        return sample;
    }

    public async Task<Guid> SignUpAsync(string name)
    {
        using var response = await _http.PostAsJsonAsync("/signups", new { name, email = $"{name}@example.org" });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("userId").GetGuid();
    }

    public async Task ConfirmAsync(Guid userId)
    {
        using var response = await _http.PostAsync($"/users/{userId}/confirm", null);
        response.EnsureSuccessStatusCode();
    }

    public Task<JsonElement> UserAsync(Guid userId) => _http.GetFromJsonAsync<JsonElement>($"/users/{userId}");

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();

        _process.Dispose();
        _http.Dispose();
    }

    private async Task<bool> IsHealthyAsync()
    {
        try
        {
            using var response = await _http.GetAsync("/health");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
