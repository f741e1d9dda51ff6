using System.Text.RegularExpressions;

namespace Workflows.Tests.Conventions;

/// <summary>docs/testing.md names the tests that prove what is promised: they exist, and those it marks run on real services.</summary>
public sealed partial class TestingDocumentTests
{
    private const string OnServices = "tests/Workflows.Bus.IntegrationTests/";

    private static readonly string _document = File.ReadAllText(Repository.PathOf("docs/testing.md"));
    private static readonly ILookup<string, string> _sources = Repository.SourcesBelow("tests").ToLookup(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal);

    [Fact]
    public void Every_test_that_it_names_exists()
    {
        var named = Named().ToArray();
        named.Length.ShouldBeGreaterThan(80);
        named.Where(test => !SourcesOf(test).Any()).Select(test => $"{test.Class}.{test.Method}").ShouldBeEmpty("These tests are named, but there is no file of that class with that method.");
    }

    [Fact]
    public void Those_that_it_marks_run_on_real_services_and_no_others() =>
        Named().Where(test => test.IsMarked != SourcesOf(test).Any(path => path.StartsWith(OnServices, StringComparison.Ordinal)))
            .Select(test => $"{test.Class}.{test.Method}").ShouldBeEmpty("A test on real services is marked with †, and no other one is.");

    [Fact]
    public void Every_setting_has_a_row()
    {
        var settings = OptionTypes("Workflows.Bus.Tests/Conventions/Workflows.Bus").Concat(OptionTypes("Workflows.Dashboard.Tests/Conventions/Workflows.Dashboard"))
            .SelectMany(type => Property().Matches(type.Groups["members"].Value).Select(property => $"{type.Groups["name"].Value}.{property.Groups[1].Value}"))
            .ToArray();
        settings.Length.ShouldBeGreaterThan(20);
        Setting().Matches(_document).Select(row => row.Groups[1].Value).ShouldBe(settings, ignoreOrder: true);
    }

    private static MatchCollection OptionTypes(string name) => OptionsType().Matches(File.ReadAllText(Repository.PathOf($"tests/{name}.api.approved.txt")));

    private static IEnumerable<NamedTest> Named() =>
        Test().Matches(_document).Select(match => new NamedTest(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Success));

    private static IEnumerable<string> SourcesOf(NamedTest test) =>
        _sources[test.Class].Where(path => Regex.IsMatch(File.ReadAllText(Repository.PathOf(path)), $@"\b(void|Task) {test.Method}\("));

    [GeneratedRegex(@"`(\w+)\.(\w+_\w+)`( †)?")]
    private static partial Regex Test();

    [GeneratedRegex(@"^\| (\w+Options\.\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^(sealed )?class Workflows\.(Dashboard\.)?(?<name>\w+Options)\b.*\n(?<members>(    .+\n)*)", RegexOptions.Multiline)]
    private static partial Regex OptionsType();

    [GeneratedRegex(@" (\w+) \{ get; set; \}")]
    private static partial Regex Property();

    private sealed record NamedTest(string Class, string Method, bool IsMarked);
}
