using System.Globalization;
using System.Text;

namespace Workflows.IntegrationTests.Storms;

/// <summary>What came of a storm, as text that people read.</summary>
internal sealed class StormReport(StormSettings settings)
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _faults = [];

    /// <summary>What must not be.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public void Tell(string what, object? value) => Line(what, value, "");

    /// <param name="what">What was counted.</param>
    /// <param name="found">How much there was.</param>
    /// <param name="atMost">How much there may be.</param>
    public void Check(string what, long found, long atMost = 0)
    {
        Line(what, found, found <= atMost ? $"good: at most {atMost}" : $"BAD: at most {atMost}");
        if (found > atMost)
            _faults.Add($"{what}: {found}, at most {atMost}");
    }

    public override string ToString() =>
        $"Storm of {settings.Duration.TotalMinutes:0.#} minutes, seed {settings.Seed}\n\n| what | found | |\n|---|---|---|\n{_text}";

    public async Task WriteAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(ToString());
        if (settings.Report is { } path)
            await File.WriteAllTextAsync(path, ToString());
    }

    private void Line(string what, object? value, string verdict) => _text.Append(CultureInfo.InvariantCulture, $"| {what} | {value} | {verdict} |\n");
}
