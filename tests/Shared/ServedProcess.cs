using System.Collections.Concurrent;
using System.Diagnostics;

namespace Workflows.Tests.Shared;

/// <summary>An application in a process of its own, as it is built, talked to over HTTP.</summary>
internal sealed class ServedProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];

    private ServedProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        Http = new HttpClient { BaseAddress = address };
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public int Id => _process.Id;

    /// <summary>What it has said so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <param name="dll">Its main assembly.</param>
    /// <param name="path">Answers as soon as it is ready.</param>
    /// <param name="settings">Environment of the process.</param>
    public static Task<ServedProcess> StartAsync(string dll, string path, params (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        return StartAtAsync(address, [dll, "--urls", address.ToString()], path, settings);
    }

    /// <param name="address">Where it is expected to listen.</param>
    /// <param name="arguments">Its main assembly, and what it is told.</param>
    /// <param name="path">Answers as soon as it is ready.</param>
    /// <param name="settings">Environment of the process.</param>
    public static async Task<ServedProcess> StartAtAsync(Uri address, string[] arguments, string path, params (string Name, string Value)[] settings)
    {
        var dll = arguments[0];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Path.GetDirectoryName(dll),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "ConnectionStrings__Workflows", "RabbitMq__Uri", "ASPNETCORE_ENVIRONMENT", "ASPNETCORE_URLS" })
            start.Environment.Remove(name);

        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var served = new ServedProcess(Process.Start(start)!, address);
        try
        {
            await served.WaitUntilAnswersAsync(path);
            return served;
        }
        catch (Exception exception)
        {
            await served.DisposeAsync();
            throw new InvalidOperationException($"Expected {dll} to answer at {path}, but it did not: {exception.Message} It said:\n{served.Output}", exception);
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();

        _process.Dispose();
        Http.Dispose();
    }

    private async Task WaitUntilAnswersAsync(string path)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(path))
        {
            if (_process.HasExited)
                throw new InvalidOperationException("It has ended.");

            if (Stopwatch.GetElapsedTime(started) > _patience)
                throw new TimeoutException($"{_patience} have passed.");

            await Task.Delay(_pause, TestContext.Current.CancellationToken);
        }
    }

    private async Task<bool> AnswersAsync(string path)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
