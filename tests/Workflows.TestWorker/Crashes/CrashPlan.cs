using System.Diagnostics;
using System.Globalization;

namespace Workflows.TestWorker.Crashes;

/// <summary>
/// When this process kills itself: <c>before|after commit|send|receive NUMBER [OF WHAT]</c>, such as <c>after commit 1</c>,
/// <c>before send 2 ExecuteStep</c>. What is counted are the commits, sends or deliveries that match. It dies by SIGKILL, as by power failure.
/// <c>before commit 2</c> and <c>before send 2</c> mean behind the end of the first: two messages that come again together commit or send at the same
/// moment, and every process of a chain would die by the other's before it got anywhere.
/// </summary>
internal sealed class CrashPlan
{
    private readonly Lock _lock = new();
    private string _moment = "";
    private string _counted = "";
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
            _counted = _moment is "before commit" or "before send" ? _moment.Replace("before", "after", StringComparison.Ordinal) : _moment;
        }
    }

    /// <summary>Tells where the process is; it does not return from where it is to die.</summary>
    public void Pass(string moment, params IReadOnlyCollection<string> subjects)
    {
        lock (_lock)
        {
            if (_left > 0 && Counts(subjects))
                Note(moment);
        }
    }

    private void Note(string moment)
    {
        if (moment == _moment && _left == 1)
            Die();
        else if (moment == _counted && _left > 1)
            _left--;
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
