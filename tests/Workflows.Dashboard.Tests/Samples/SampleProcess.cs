using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Workflows.Dashboard.Tests.Browser;

namespace Workflows.Dashboard.Tests.Samples;

/// <summary>An application in a process of its own, talked to over HTTP.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private readonly Process _process;

    private readonly ConcurrentQueue<string> _output = [];

    private SampleProcess(Process process, Uri address)
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

    /// <param name="dll">Its main assembly.</param>
    /// <param name="path">Answers as soon as it is ready.</param>
    /// <param name="settings">Environment of the process.</param>
    public static async Task<SampleProcess> StartAsync(string dll, string path, params (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [dll, "--urls", address.ToString()])
        {
            WorkingDirectory = Path.GetDirectoryName(dll),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "ConnectionStrings__Workflows", "RabbitMq__Uri", "ASPNETCORE_ENVIRONMENT" })
            start.Environment.Remove(name);

        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var sample = new SampleProcess(Process.Start(start)!, address);
        try
        {
            await Until.TrueAsync(() => sample.AnswersAsync(path));
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidOperationException)
        {
            await sample.DisposeAsync();
            throw new InvalidOperationException($"Expected {dll} to answer at {path}, but it did not. It said:\n{string.Join('\n', sample._output)}", exception);
        }

        return sample;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        Http.Dispose();
    }

    private async Task<bool> AnswersAsync(string path)
    {
        if (_process.HasExited)
            throw new InvalidOperationException("It has ended.");

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

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
