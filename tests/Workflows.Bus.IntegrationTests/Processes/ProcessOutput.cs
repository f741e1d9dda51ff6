using System.Diagnostics;

namespace Workflows.IntegrationTests.Processes;

/// <summary>What a process has said so far.</summary>
internal sealed class ProcessOutput
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> Matches, TaskCompletionSource<string> Signal)> _expected = [];

    public void Attach(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    /// <summary>Completes with the first line, said already or to come, that matches.</summary>
    public Task<string> LineAsync(Func<string, bool> matches)
    {
        lock (_lock)
        {
            if (_lines.Find(line => matches(line)) is { } said)
                return Task.FromResult(said);

            var signal = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _expected.Add((matches, signal));
            return signal.Task;
        }
    }

    public override string ToString() => string.Join('\n', Lines);

    private void Add(string? line)
    {
        if (line is null)
            return;

        lock (_lock)
        {
            _lines.Add(line);
            foreach (var (matches, signal) in _expected)
            {
                if (matches(line))
                    signal.TrySetResult(line);
            }
        }
    }
}
