using System.Diagnostics;
using System.Globalization;

namespace Workflows.TestWorker.Crashes;

/// <summary>
/// When this process kills itself: <c>before|after commit|send|receive NUMBER [OF WHAT]</c>, such as <c>after commit 1</c>,
/// <c>before send 2 ExecuteStep</c>. What is counted are the commits, sends or deliveries that match. It dies by SIGKILL, as by power failure.
/// </summary>
internal sealed class CrashPlan
{
    private readonly Lock _lock = new();
    private string _moment = "";
    private string? _subject;
    private int _left;

    public CrashPlan(string text) => Set(text);

    public void Set(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        lock (_lock)
        {
            (_moment, _left, _subject) = words.Length switch
            {
                0 => ("", 0, null),
                3 or 4 => ($"{words[0]} {words[1]}", int.Parse(words[2], CultureInfo.InvariantCulture), words.ElementAtOrDefault(3)),
                _ => throw new FormatException($"A crash is planned like 'after commit 1 StepStarted', but it is '{text}'."),
            };
        }
    }

    /// <summary>Tells where the process is; it does not return from where it is to die.</summary>
    public void Pass(string moment, params IReadOnlyCollection<string> subjects)
    {
        lock (_lock)
        {
            if (_left > 0 && _moment == moment && Counts(subjects) && --_left == 0)
                Die();
        }
    }

    /// <summary>A commit that only notes that an attempt began or was lost comes or not, as the machine is slow or quick: it counts where it is named.</summary>
    private bool Counts(IReadOnlyCollection<string> subjects) =>
        _subject is not null ? subjects.Contains(_subject) : subjects.Count == 0 || subjects.Any(subject => subject is not ("StepStarted" or "StepLost"));

    private void Die()
    {
        Console.Out.WriteLine($"killed {_moment} {_subject}");
        Console.Out.Flush();
        using var process = Process.GetCurrentProcess();
        process.Kill();
        new ManualResetEvent(false).WaitOne();
    }
}
