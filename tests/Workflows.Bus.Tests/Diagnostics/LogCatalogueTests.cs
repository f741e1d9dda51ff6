using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Workflows.Tests.Diagnostics;

/// <summary>What is logged is what docs/operations.md says.</summary>
public sealed partial class LogCatalogueTests
{
    private static readonly IReadOnlyList<Logged> _logged = [.. typeof(WorkflowDiagnostics).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
        .Select(method => (Method: method, Attribute: method.GetCustomAttribute<LoggerMessageAttribute>()))
        .Where(pair => pair.Attribute is not null)
        .Select(pair => new Logged(pair.Method.DeclaringType!.Name, pair.Method.Name, pair.Attribute!.EventId, pair.Attribute.Level, pair.Attribute.Message))
        .OrderBy(logged => logged.Id)];

    [Fact]
    public void Event_ids_are_unique() => _logged.Select(logged => logged.Id).ShouldBeUnique();

    [Fact]
    public void Every_event_is_documented_as_it_is() =>
        Documented().Select(row => $"{row.Id} {row.Level} {row.Message}").ShouldBe(_logged.Select(logged => $"{logged.Id} {logged.Level} {logged.Message}"));

    [Fact]
    public void Every_catalogue_keeps_to_a_range_of_its_own()
    {
        var rangeOf = Documented().ToDictionary(row => row.Id, row => row.Range);
        foreach (var catalogue in _logged.GroupBy(logged => logged.Catalogue))
        {
            var (from, to) = catalogue.Select(logged => rangeOf[logged.Id]).Distinct().ShouldHaveSingleItem(catalogue.Key);
            catalogue.ShouldAllBe(logged => logged.Id >= from && logged.Id <= to);
        }

        var ranges = rangeOf.Values.Distinct().OrderBy(range => range.From).ToArray();
        ranges.Zip(ranges.Skip(1)).ShouldAllBe(pair => pair.First.To < pair.Second.From);
    }

    [Fact]
    public void Every_event_is_logged_somewhere()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Workflows.Bus"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToArray();
        foreach (var logged in _logged)
            sources.ShouldContain(source => source.Contains($"{logged.Catalogue}.{logged.Method}", StringComparison.Ordinal), $"{logged.Catalogue}.{logged.Method}");
    }

    private static IEnumerable<Row> Documented()
    {
        (int From, int To) range = default;
        foreach (var line in File.ReadAllLines(Path.Combine(Repository.Root, "docs", "operations.md")))
        {
            if (Heading().Match(line) is { Success: true } heading)
                range = (Number(heading.Groups[1]), Number(heading.Groups[2]));
            else if (Entry().Match(line) is { Success: true } entry)
                yield return new Row(Number(entry.Groups[1]), entry.Groups[2].Value, entry.Groups[3].Value, range);
        }
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^### .+ \((\d{4}) to (\d{4})\)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| (\d{4}) \| (\w+) \| (.+?) \|(.*)\|$")]
    private static partial Regex Entry();

    private sealed record Logged(string Catalogue, string Method, int Id, LogLevel Level, string Message);

    private sealed record Row(int Id, string Level, string Message, (int From, int To) Range);
}
