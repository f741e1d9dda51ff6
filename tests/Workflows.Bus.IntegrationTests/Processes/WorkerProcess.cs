using System.Diagnostics;
using Workflows.IntegrationTests.Observation;
using Workflows.TestWorker;

namespace Workflows.IntegrationTests.Processes;

/// <summary>A process of the test worker.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private WorkerProcess(string name, Process process)
    {
        Name = name;
        _process = process;
        Output.Attach(process);
    }

    public string Name { get; }

    public ProcessOutput Output { get; } = new();

    public bool HasExited => _process.HasExited;

    public Task Ready => Output.LineAsync(line => line == "ready");

    public static WorkerProcess Start(WorkerSettings settings)
    {
        var start = new ProcessStartInfo(BuiltPrograms.PathOf("TestWorker"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings.ToEnvironment())
            start.Environment[$"Worker__{key}"] = value;

        foreach (var (key, value) in LocalTimes.In(settings.LocalZone))
            start.Environment[key] = value;

        return new WorkerProcess(settings.Name, Process.Start(start)!);
    }

    public async Task<WorkerProcess> WaitUntilReadyAsync()
    {
        var exited = ExitedAsync();
        await Eventually.CompletesAsync(Task.WhenAny(Ready, exited), () => $"Worker {Name} is to become ready.\n{Output}");
        return Ready.IsCompleted ? this : throw new InvalidOperationException($"Worker {Name} ended before it was ready.\n{Output}");
    }

    public Task ExitedAsync() => _process.WaitForExitAsync(TestContext.Current.CancellationToken);

    /// <summary>Waits until its crash plan has been carried out.</summary>
    public async Task WaitUntilKilledAsync()
    {
        await Eventually.CompletesAsync(ExitedAsync(), () => $"Worker {Name} is to die.\n{Output}");
        WasKilled.ShouldBeTrue($"Worker {Name} ended otherwise than by its crash plan.\n{Output}");
    }

    /// <summary>It died by its own crash plan.</summary>
    public bool WasKilled => HasExited && Output.Lines.Any(line => line.StartsWith("killed ", StringComparison.Ordinal));

    /// <summary>Plans its death while it runs.</summary>
    public async Task PlanCrashAsync(string plan)
    {
        await _process.StandardInput.WriteLineAsync(plan);
        await _process.StandardInput.FlushAsync();
        await Eventually.CompletesAsync(Output.LineAsync(line => line == $"planned {plan}"), () => Output.ToString());
    }

    /// <summary>Waits until the last that the process said of its health is that it is well, or that it is not.</summary>
    public Task HealthBecomesAsync(bool isWell) => Eventually.HoldsAsync(
        () => Output.Lines.LastOrDefault(line => line.StartsWith("health ", StringComparison.Ordinal)) is { } last && last == "health Healthy" == isWell,
        () => $"Worker {Name} is to become {(isWell ? "well" : "ill")}.\n{Output}");

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Lets it stop in order.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await Eventually.CompletesAsync(_process.WaitForExitAsync(), () => $"Worker {Name} is to stop.\n{Output}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();

        _process.Dispose();
    }
}
